/** An example of a documentation page. */
export interface DocExample {
  readonly kind: 'Wrong' | 'Right' | 'Example';
  /** The name of the file that it contains. @default a transcript of commands */
  readonly file?: string;
  readonly text: string;
}

/**
 * The examples in a section: a line `Wrong:` or ``Right, `answers.yml`:``, an empty line and a fenced
 * block.
 */
export function docExamples(section: string): DocExample[] {
  const pattern = /^(Wrong|Right|Example)(?:, `([^`]+)`)?[^\n]*:\n\n```\w+\n([^]*?)^```$/gm;
  return [...section.matchAll(pattern)].map(([, kind, file, text = '']) => ({
    kind: kind as DocExample['kind'],
    ...(file === undefined ? {} : { file }),
    text,
  }));
}
