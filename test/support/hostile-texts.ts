const numbered = (line: (index: number) => string, size: number) => {
  const count = Math.floor(size / line(100_000).length);
  return Array.from({ length: count }, (_each, index) => line(index)).join('');
};

/** Units that, repeated, take exponential or quadratic time in some reader. */
const units = [
  'a',
  '1',
  '[',
  '{',
  '- ',
  '-\n',
  '-',
  ': ',
  '? ',
  '"',
  "'",
  '\\',
  '#',
  ' ',
  '\t',
  '\n',
  '\r',
  'k: v\n',
  '!x ',
  '&',
  '*',
  '%',
  '{{ ',
  '{{a}}',
  '{{#if a}}',
  '${a}',
  '$',
  '@',
  'x://a@',
  'a.',
  'a-',
  '1.',
  '1-',
  '1_',
  '1:',
  '1e',
  '9m',
  '(',
  '>=1.0.0 || ',
  'é',
  '\u{1F600}',
  '---\n',
  '...\n',
  '\uFEFF',
  '\u2028',
  '<',
  '<!--',
  '/*',
];

/** Name → text of about `size` bytes, or of the depth that has this size. */
export const hostileTexts: ReadonlyMap<string, (size: number) => string> = new Map([
  ...units.map((unit) => {
    const text = (size: number) => unit.repeat(size / Buffer.byteLength(unit));
    return [JSON.stringify(unit), text] as const;
  }),
  ['many keys', (size) => numbered((index) => `k${index}: v\n`, size)],
  ['many anchors', (size) => numbered((index) => `k${index}: &a${index} x\n`, size)],
  ['aliases', (size) => `a: &a x\nb: [${'*a,'.repeat(size / 4)}]\n`],
  ['one key, one space', (size) => `a:${' '.repeat(size)}b`],
  ['spaces before a comment', (size) => `a: b${' '.repeat(size)}#`],
  ['an unclosed double quote', (size) => `a: "${'a'.repeat(size)}`],
  ['an unclosed single quote', (size) => `a: '${'a'.repeat(size)}`],
  ['escapes', (size) => `a: "${'\\u0061'.repeat(size / 6)}"\n`],
  ['a long number', (size) => `a: ${'1'.repeat(size)}\n`],
  ['a long decimal', (size) => `a: 0.${'1'.repeat(size)}\n`],
  ['a long hexadecimal number', (size) => `a: 0x${'f'.repeat(size)}\n`],
  ['a list', (size) => `a: [${'x,'.repeat(size / 2)}]\n`],
  ['a map', (size) => `a: {${'x: y, '.repeat(size / 6)}}\n`],
  ['commas', (size) => `a: [${','.repeat(size)}]\n`],
  ['a block', (size) => `a: |\n${'  x\n'.repeat(size / 4)}`],
  ['a folded block', (size) => `a: >\n${'  x\n\n'.repeat(size / 5)}`],
  ['lines of one value', (size) => `a: ${'b\n  '.repeat(size / 4)}`],
  ['empty lines in a value', (size) => `a: b${'\n'.repeat(size)}c`],
  ['deep JSON', (size) => `{"a":${'['.repeat(size)}}`],
  ['deep keys in brackets', (size) => `a: ${'{[ '.repeat(size / 6)}b${'] }'.repeat(size / 6)}\n`],
  ['deep lists', (size) => `a: ${'['.repeat(size / 2)}${']'.repeat(size / 2)}\n`],
  ['deep maps', (size) => `a: ${'{a: '.repeat(size / 5)}b${'}'.repeat(size / 5)}\n`],
  [
    'depth',
    (size) => {
      const lines = Math.floor(Math.sqrt(2 * size));
      return Array.from({ length: lines }, (_each, index) => `${' '.repeat(index)}a:`).join('\n');
    },
  ],
]);
