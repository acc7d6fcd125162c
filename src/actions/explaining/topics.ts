import { join } from 'node:path';
import { packageRoot } from '../../files/package-root.ts';
import { readText } from '../../files/read-text.ts';
import { throwOnErrors } from '../../diagnostics/diagnostic.ts';

/** What a topic is about. */
export type TopicKind =
  | 'diagnostic'
  | 'exit code'
  | 'rule'
  | 'status rule'
  | 'drill'
  | 'fault'
  | 'answer rule';

/** Something that `explain` explains. */
export interface Topic {
  readonly kind: TopicKind;
  /** The code, rule, drill, fault or exit code. */
  readonly name: string;
  /** The number of a drill. */
  readonly number?: number;
  /** Its section of the documentation in Markdown, without the heading. */
  readonly text: string;
}

const pages: readonly { readonly page: string; readonly kind: TopicKind }[] = [
  { page: 'diagnostics.md', kind: 'diagnostic' },
  { page: 'rules.md', kind: 'rule' },
  { page: 'status-rules.md', kind: 'status rule' },
  { page: 'answer-rules.md', kind: 'answer rule' },
  { page: 'drills.md', kind: 'drill' },
  { page: 'storm.md', kind: 'fault' },
  { page: 'exit-codes.md', kind: 'exit code' },
];

/** `### name`, or `### 4 name` of a drill, and the lines up to the next heading. */
function sectionsOf(markdown: string): Omit<Topic, 'kind'>[] {
  const sections: { name: string; number?: number; lines: string[] }[] = [];
  let current: (typeof sections)[number] | undefined;
  let isFenced = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) isFenced = !isFenced;
    // In a fence, a line that begins with # is a comment of the example.
    if (isFenced || !/^#{1,3} ./.test(line)) current?.lines.push(line);
    else {
      const [, number, name] = /^### (?:(\d+) )?(\S+)$/.exec(line) ?? [];
      current =
        name === undefined
          ? undefined
          : { name, ...(number === undefined ? {} : { number: Number(number) }), lines: [] };
      if (current) sections.push(current);
    }
  }
  return sections.map(({ lines, ...heading }) => ({ ...heading, text: lines.join('\n').trim() }));
}

/** Every topic: the sections of the documentation pages of this package. */
export function readTopics(): Topic[] {
  return pages.flatMap(({ page, kind }) => {
    const { value, diagnostics } = readText(join(packageRoot(), 'docs', page));
    throwOnErrors(diagnostics);
    return sectionsOf(value ?? '').map((section) => ({ kind, ...section }));
  });
}
