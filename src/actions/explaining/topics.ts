import { join } from 'node:path';
import { builtInBlueprints } from '../../files/built-in-blueprint.ts';
import { BlueprintLoader } from '../entries/blueprint-loader.ts';
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
  | 'answer rule';

/** Something that `explain` explains. */
export interface Topic {
  readonly kind: TopicKind;
  /** The code, rule, drill or number. */
  readonly name: string;
  /** Its section of the documentation in Markdown, without the heading. */
  readonly text: string;
}

const pages: readonly { readonly page: string; readonly kind: TopicKind }[] = [
  { page: 'diagnostics.md', kind: 'diagnostic' },
  { page: 'rules.md', kind: 'rule' },
  { page: 'status-rules.md', kind: 'status rule' },
  { page: 'drills.md', kind: 'drill' },
  { page: 'exit-codes.md', kind: 'exit code' },
];

/** `### name`, or `### 4 name` of a drill, and the lines up to the next heading. */
function sectionsOf(markdown: string): { readonly name: string; readonly text: string }[] {
  const sections: { name: string; lines: string[] }[] = [];
  let current: { name: string; lines: string[] } | undefined;
  let isFenced = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) isFenced = !isFenced;
    // In a fence, a line that begins with # is a comment of the example.
    const [heading] = (isFenced ? undefined : /^#{1,3} (?=.)/.exec(line)) ?? [];
    if (heading === undefined) current?.lines.push(line);
    else {
      const name = heading === '### ' ? line.split(' ').at(-1) : undefined;
      current = name === undefined ? undefined : { name, lines: [] };
      if (current) sections.push(current);
    }
  }
  return sections.map(({ name, lines }) => ({ name, text: lines.join('\n').trim() }));
}

function pageTopics(): Topic[] {
  return pages.flatMap(({ page, kind }) => {
    const { value, diagnostics } = readText(join(packageRoot(), 'docs', page));
    throwOnErrors(diagnostics);
    return sectionsOf(value ?? '').map((section) => ({ kind, ...section }));
  });
}

/** The rules between answers that the built-in blueprints define. */
async function answerRules(): Promise<Topic[]> {
  const loader = new BlueprintLoader();
  const loaded = await Promise.all(builtInBlueprints().map(async (name) => loader.named(name)));
  return loaded
    .flatMap(({ value }) => value?.schema.rules ?? [])
    .map(({ rule, severity, check, message, hint }) => ({
      kind: 'answer rule',
      name: rule,
      text: [
        `*${severity}* — The answers must satisfy \`${check}\`.`,
        `Message: ${message}`,
        ...(hint === undefined ? [] : [`Hint: ${hint}`]),
      ].join('\n\n'),
    }));
}

/** Every topic: the sections of the documentation pages of this package, and the answer rules. */
export async function readTopics(): Promise<Topic[]> {
  return [...pageTopics(), ...(await answerRules())];
}
