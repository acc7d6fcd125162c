/** The size of each text: the limit of the files that this program reads. */
const size = 1024 * 1024 - 512;

const repeat = (unit: string) => unit.repeat(Math.floor(size / Buffer.byteLength(unit)));

const numbered = (line: (index: number) => string) => {
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

/** Name → text of about 1 MiB. */
export const hostileTexts: ReadonlyMap<string, string> = new Map([
  ...units.map((unit) => [JSON.stringify(unit), repeat(unit)] as const),
  ['many keys', numbered((index) => `k${index}: v\n`)],
  ['many anchors', numbered((index) => `k${index}: &a${index} x\n`)],
  ['aliases', `a: &a x\nb: [${'*a,'.repeat(size / 4)}]\n`],
  ['one key, one space', `a:${repeat(' ')}b`],
  ['spaces before a comment', `a: b${repeat(' ')}#`],
  ['an unclosed double quote', `a: "${repeat('a')}`],
  ['an unclosed single quote', `a: '${repeat('a')}`],
  ['escapes', `a: "${repeat('\\u0061')}"\n`],
  ['a long number', `a: ${repeat('1')}\n`],
  ['a long decimal', `a: 0.${repeat('1')}\n`],
  ['a long hexadecimal number', `a: 0x${repeat('f')}\n`],
  ['a list', `a: [${repeat('x,')}]\n`],
  ['a map', `a: {${repeat('x: y, ')}}\n`],
  ['commas', `a: [${repeat(',')}]\n`],
  ['a block', `a: |\n${repeat('  x\n')}`],
  ['a folded block', `a: >\n${repeat('  x\n\n')}`],
  ['lines of one value', `a: ${repeat('b\n  ')}`],
  ['empty lines in a value', `a: b${repeat('\n')}c`],
  ['deep JSON', `{"a":${repeat('[')}}`],
  ['depth', Array.from({ length: 1400 }, (_each, index) => `${' '.repeat(index)}a:`).join('\n')],
]);
