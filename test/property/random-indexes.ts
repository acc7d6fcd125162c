import fc from 'fast-check';

/** An index.yaml in one of the styles that people and programs write, and what it means. */
export interface RandomIndex {
  readonly text: string;
  readonly charts: readonly string[];
}

const name = fc.constantFrom('3scale', 'abc', 'nginx', 'on', 'redis', 'redis-2', 'zoo', 'Zoo');

/** How a value is written after its key; `in` is the indentation below the key. */
type Written = (indent: string) => string;

const words = 'a chart for what is very long, so that Helm folds it into several lines of text';

/** What the line scan knows. */
const simpleValues: readonly Written[] = [
  () => ' redis',
  () => ' 1.10',
  () => ` '>= 1.25.0-0'`,
  () => ` "a: # b" # c`,
  () => ' {}',
  () => '',
  () => ' é – 例',
  (indent) => ` ${words.slice(0, 40)}\n${indent}${words.slice(41)}`,
  (indent) => ` 'entries:\n\n${indent}redis: it''s'`,
  (indent) => ` "one\n${indent}two \\\n${indent}\\ three\\n"`,
  (indent) => ` |\n${indent}entries:\n${indent}  redis:\n\n${indent}- version: 1.0.0`,
  (indent) => ` >-\n${indent}# no comment\n${indent}text`,
  (indent) => `\n${indent}- one\n${indent}- two`,
  (indent) => `\n${indent.slice(2)}- one\n${indent.slice(2)}- name: x\n${indent}url: y`,
  (indent) => `\n${indent}a.b/c: d\n${indent}e:\n${indent}  f: g`,
];

const values: readonly Written[] = [
  ...simpleValues,
  () => ' [a, "b"]',
  () => ' ~',
  () => ' !!str 7',
  () => ' x # a comment',
  (indent) => ` |+\n${indent}kept\n\n`,
];

const comment = fc.constantFrom(
  '',
  '',
  '',
  '# a comment\n',
  '  # indented\n',
  '\n',
  '    # entries:\n',
);

const release = fc.record({
  version: fc.tuple(fc.nat(3), fc.nat(9), fc.nat(9)).map((parts) => parts.join('.')),
  quote: fc.constantFrom('', '"', "'"),
  others: fc.oneof(
    fc.uniqueArray(fc.nat(simpleValues.length - 1), { maxLength: 4 }),
    fc.uniqueArray(fc.nat(values.length - 1), { maxLength: 4 }),
  ),
  above: comment,
});

const chart = fc.record({
  name,
  above: comment,
  releases: fc.uniqueArray(release, { selector: ({ version }) => version, maxLength: 3 }),
  /** Columns of the list after those of the key. */
  dash: fc.constantFrom(0, 0, 2, 3),
});

type Chart = typeof chart extends fc.Arbitrary<infer T> ? T : never;

function writeChart({ name: key, above, releases, dash }: Chart, column: number): string {
  const head = `${above}${' '.repeat(column)}${/^[A-Za-z]{3}/.test(key) ? key : `"${key}"`}:`;
  if (releases.length === 0) return `${head} []\n`;
  const indent = ' '.repeat(column + dash);
  const items = releases.map((each) => {
    const lines = each.others.map((index) => {
      const value = values[index]?.(`${indent}    `) ?? '';
      return `${indent}  key${index}:${value}\n`;
    });
    const { quote, version } = each;
    return `${each.above}${indent}- version: ${quote}${version}${quote}\n${lines.join('')}`;
  });
  return `${head}\n${items.join('')}`;
}

/** Indexes that Helm reads. */
export const randomIndex: fc.Arbitrary<RandomIndex> = fc
  .record({
    charts: fc.uniqueArray(chart, { selector: (each) => each.name, minLength: 1, maxLength: 4 }),
    column: fc.constantFrom(1, 2, 4),
    isSorted: fc.boolean(),
    before: fc.constantFrom('apiVersion: v1\n', '---\napiVersion: v1\n', '# c\napiVersion: "v1"\n'),
    after: fc.constantFrom('', 'generated: "2020-01-01T00:00:00Z"\n', '# end\nserverInfo: {}\n'),
    lineEnd: fc.constantFrom('\n', '\n', '\n', '\n', '\n', '\r\n'),
    isOpen: fc.constantFrom(false, false, false, true),
  })
  .map(({ charts, column, isSorted, before, after, lineEnd, isOpen }) => {
    const all = isSorted ? [...charts].sort((a, b) => (a.name < b.name ? -1 : 1)) : charts;
    const entries = all.map((each) => writeChart(each, column)).join('');
    const text = `${before}entries:\n${entries}${after}`;
    const ended = isOpen ? text.replace(/\n$/, '') : text;
    return { text: ended.replaceAll('\n', lineEnd), charts: charts.map((each) => each.name) };
  });

const lineChange = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  with: fc.constantFrom<(line: string) => string>(
    (line) => line,
    (line) => `${line}\n${line}`,
    (line) => ` ${line}`,
    (line) => `  ${line}`,
    (line) => line.slice(1),
    (line) => line.slice(2),
    (line) => line.replace(':', ''),
    (line) => line.replace(': ', ': "'),
    (line) => line.replace('version', 'name'),
    (line) => `# ${line}`,
    (line) => `${line} #`,
    (line) => `${line}:`,
    (line) => `${line}\n  - a`,
    () => '',
    () => '...',
  ),
});

/** An index with a line or two changed, which can break it. */
export const changedIndex: fc.Arbitrary<string> = fc
  .tuple(randomIndex, fc.array(lineChange, { maxLength: 2 }))
  .map(([{ text }, all]) => {
    const lines = text.split('\n');
    for (const { at, with: changed } of all) {
      const index = Math.floor(at * lines.length);
      lines[index] = changed(lines[index] ?? '');
    }
    return lines.join('\n');
  });
