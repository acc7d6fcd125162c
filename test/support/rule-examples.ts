import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { changedLines, excerpt, type Range } from './excerpt.ts';
import { readFixture } from './lint-fixture.ts';

type Fixture = ReturnType<typeof readFixture>;
type Files = Fixture['files'];

/** What an example shows: a part of a file, or the list of the files. */
interface Example {
  /** What is shown, in Markdown. */
  readonly title: string;
  readonly language: 'yaml' | 'json' | 'text' | 'sh';
  readonly lines: readonly string[];
}

/** Fixtures that show a rule more clearly than those that test its edges. */
export const exampleFolder = join(import.meta.dirname, '../lint/examples');

const fixtureOf = (rule: string, kind: 'invalid' | 'valid'): Fixture =>
  readFixture(
    existsSync(join(exampleFolder, rule, kind)) ? `../examples/${rule}/${kind}` : `${rule}/${kind}`,
  );

const linesOf = (text: string): string[] =>
  text
    .replaceAll(/[ \t]*# expect: .*$/gm, '')
    .replace(/\n$/, '')
    .split('\n');

const shortPath = (path: string) => path.replace(/^(?:templates\/)?sample\//, '');

const sizeOf = (bytes: number) => (bytes < 1_000_000 ? '' : `   ${bytes / 1_000_000} MB`);

/** Every file, for a fault that is not in the text of one. */
function listOf(files: Files): Example {
  const isOne = files.every(({ path }) => /^(?:templates\/)?sample\//.test(path));
  const lines = files
    .map(({ path, sizeBytes }) => `${isOne ? shortPath(path) : path}${sizeOf(sizeBytes)}`)
    .toSorted();
  return { title: ' (files)', language: 'text', lines };
}

interface Text {
  readonly path: string;
  readonly lines: readonly string[];
}

/** The text of a file, which may be a template in one fixture and not in the other. */
function textOf(files: Files, path: string): Text | undefined {
  const paths = [path, `${path}.tpl`, path.replace(/\.tpl$/, '')];
  for (const each of paths) {
    const text = files.find((file) => file.path === each)?.text;
    if (text !== undefined) return { path: each, lines: linesOf(text) };
  }
  return undefined;
}

function partOf({ path, lines }: Text, range: Range, hosts: number | undefined): Example {
  const where = hosts === undefined ? '' : ` on ${hosts} host${hosts === 1 ? '' : 's'}`;
  const title = `, \`${shortPath(path)}\`${where}`;
  const language = path.endsWith('.json') ? 'json' : 'yaml';
  return { title, language, lines: excerpt(lines, range) };
}

const isSame = (one: Text, other: Text | undefined) =>
  other?.path === one.path && other.lines.join('\n') === one.lines.join('\n');

/** The first of these text files that both fixtures have, with different contents. */
function pairOf(invalid: Files, valid: Files, paths: readonly string[]): [Text, Text] | undefined {
  for (const path of paths) {
    const one = textOf(invalid, path);
    const other = one && textOf(valid, one.path);
    if (one && other && !isSame(one, other)) return [one, other];
  }
  return undefined;
}

/** Where a fixture has the finding of its rule: the file, and the line counted from 0. */
function placeOf(rule: string, expected: readonly string[]): { file: string; at?: number } {
  const place = expected.find((each) => each.endsWith(` ${rule}`)) ?? '';
  const [, file = '', line] = /^(.*?)(?::(\d+))? \S+$/.exec(place) ?? [];
  return line === undefined ? { file } : { file, at: Number(line) - 1 };
}

function fixtureExamples(rule: string): { wrong: Example[]; right: Example[] } {
  const { files, expected, hosts } = fixtureOf(rule, 'invalid');
  const valid = fixtureOf(rule, 'valid');
  const { file, at } = placeOf(rule, expected);
  const others = at === undefined ? [] : files.map(({ path }) => path);
  const pair = pairOf(files, valid.files, [file, ...others]);
  if (!pair) return { wrong: [listOf(files)], right: [listOf(valid.files)] };
  const [wrong, right] = pair;
  const [first, last] = changedLines(wrong.lines, right.lines);
  const isThere = wrong.path === file && at !== undefined;
  const reach: Range = isThere ? [Math.min(first, at), Math.max(last, at)] : [first, last];
  const [from, to] = changedLines(right.lines, wrong.lines);
  // The marked line is shown in both, unless it is far from what has changed.
  const isSameThere = isThere && (at < first || at > last);
  const same = isSameThere ? right.lines.indexOf(wrong.lines[at] ?? '') : -1;
  const isNear = same >= 0 && same > from - 5 && same < to + 5;
  const marked = isThere || at === undefined ? undefined : textOf(files, file);
  return {
    wrong: [
      // The finding is in one file, and what has to be changed in another.
      ...(marked && at !== undefined ? [partOf(marked, [at, at], hosts)] : []),
      partOf(wrong, reach, hosts),
    ],
    right: [
      partOf(right, isNear ? [Math.min(from, same), Math.max(to, same)] : [from, to], valid.hosts),
    ],
  };
}

/** The rule for crashes has no fixtures. */
const crashed: { wrong: Example[]; right: Example[] } = {
  wrong: [{ title: '', language: 'sh', lines: ['$ rancher-catalog lint .'] }],
  right: [
    {
      title: '',
      language: 'sh',
      lines: [
        '# Report the crash. Until it is fixed, switch off the rule that the message names.',
        '$ rancher-catalog lint . --rule service-name=off',
      ],
    },
  ],
};

/** Whether helm is there is not in a file. */
const notRendered: { wrong: Example[]; right: Example[] } = {
  wrong: [{ title: '', language: 'sh', lines: ['$ PATH=/usr/bin rancher-catalog lint .'] }],
  right: [
    { title: '', language: 'sh', lines: ['$ PATH=/opt/helm:/usr/bin rancher-catalog lint .'] },
  ],
};

/** The rules whose examples are not files. */
const special: Readonly<Record<string, { wrong: Example[]; right: Example[] }>> = {
  'rule-crashed': crashed,
  'chart-not-rendered': notRendered,
};

const format = (kind: string, { title, language, lines }: Example): string =>
  `${kind}${title}:\n\n\`\`\`${language}\n${lines.join('\n')}\n\`\`\`\n`;

/** The wrong and the right example of a rule, in Markdown. */
export function ruleExamples(rule: string): string {
  const { wrong, right } = special[rule] ?? fixtureExamples(rule);
  return [
    ...wrong.map((each) => format('Wrong', each)),
    ...right.map((each) => format('Right', each)),
  ].join('\n');
}
