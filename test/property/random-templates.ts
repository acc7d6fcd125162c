import fc from 'fast-check';

/** Answers of the templates in test/unit/generate/template/rendered.ts. */
export interface Values {
  readonly word: string;
  readonly tag: string;
  readonly port: number;
  readonly cache: boolean;
  readonly debug: boolean;
  readonly kind: string;
  readonly names: readonly string[];
}

/** A part of a template, and the text that it must become. */
interface Part {
  readonly source: string;
  readonly text: (values: Values) => string;
}

/** Lines of the environment of a service, and the variables that they must become. */
export interface Lines {
  readonly source: string;
  readonly variables: (values: Values) => Readonly<Record<string, string>>;
}

const hostile =
  'w¦true¦1e3¦null¦0x10¦~¦2016-01-01¦$¦${x}¦$$¦{{¦}}¦{{.Values.word}}¦ a¦a ¦\'¦"¦\\¦#¦a: b¦- a¦mArK0kRaM¦%¦a#b¦x #y¦[a]¦{a: b}¦*a¦&a¦!x¦|¦y¦010¦1:30¦<<¦=¦{¦}¦a{¦{{- if¦`¦---¦# notemplating¦'.split(
    '¦',
  );

const hostileText = fc.constantFrom(
  ...hostile,
  'a\nb',
  'a\n',
  '\n',
  '\n\na',
  '\t',
  'é',
  '\u202E',
  '\u0085',
  '\u2028',
  '\uFEFF',
  '\r\n',
  '\u0001',
);

export const someValues: fc.Arbitrary<Values> = fc.record({
  word: hostileText,
  tag: hostileText,
  port: fc.constantFrom(80, 0, -1),
  cache: fc.boolean(),
  debug: fc.boolean(),
  kind: fc.constantFrom('a', 'b', 'c'),
  names: fc.array(hostileText, { maxLength: 3 }),
});

const part = (source: string, value: (values: Values) => unknown): Part => ({
  source,
  text: (values) => String(value(values)),
});

// YAML removes line breaks at the end of a block text of the template, not those of a value.
const [kept, keptBreak] = ['\uE000', '\uE001'];
const value = fc
  .constantFrom(
    part('{{word}}', ({ word }) => word),
    part('{{text word}}', ({ word }) => word),
    part('{{port}}', ({ port }) => port),
    part('{{kind}}', ({ kind }) => kind),
    part('{{cache}}', ({ cache }) => cache),
    part('{{debug}}', ({ debug }) => debug),
    part('{{tag}}', ({ tag }) => tag),
    part('{{upper tag}}', ({ tag }) => tag.toUpperCase()),
    part('{{join names ","}}', ({ names }) => names.join(',')),
    part('{{made}}', ({ word }) => `shop-${word}`),
  )
  .map((made): Part => ({
    source: made.source,
    text: (values) => `${kept}${made.text(values).replaceAll('\n', keptBreak)}`,
  }));

const withBreaks = (text: string) => text.replaceAll(keptBreak, '\n').replaceAll(kept, '');

/** How a text is written in each style: `written=meant`. */
const literals = {
  plain: ['a', 'x/y', ':80', '.', '80', 'a b', "'", '$$=$', '{ ', ' }'],
  single: ['a', "''='", ' ', '#', ': ', '"', '80', '$$=$', '{ ', ' }'],
  double: ['a', '\\"="', ' ', '\\n=\n', '\\x41=A', "'", '80', '$$=$', '{ ', ' }'],
  block: ['a', '#', "'", '"', ': ', '80', ' ', '$$=$', '{ ', ' }'],
} as const;

const tests: readonly (readonly [
  open: string,
  close: string,
  holds: (values: Values) => boolean,
])[] = [
  ['{{#if cache}}', '{{/if}}', ({ cache }) => cache],
  ['{{#unless cache}}', '{{/unless}}', ({ cache }) => !cache],
  ['{{#is kind "a"}}', '{{/is}}', ({ kind }) => kind === 'a'],
  ['{{#is kind "a" "c"}}', '{{/is}}', ({ kind }) => kind !== 'b'],
  ['{{#if word}}', '{{/if}}', ({ word }) => word !== ''],
  ['{{#is port 80}}', '{{/is}}', ({ port }) => port === 80],
  ['{{#if debug}}', '{{/if}}', ({ debug }) => debug],
  ['{{#is word "w" "$"}}', '{{/is}}', ({ word }) => word === 'w' || word === '$'],
];

const test = fc.constantFrom(...tests);

const joined = (parts: readonly Part[]): Part => ({
  source: parts.map(({ source }) => source).join(''),
  text: (values) => parts.map((each) => each.text(values)).join(''),
});

/** A block around parts; `end` is what follows each of its tags. */
const block = (inner: fc.Arbitrary<Part>, end: string): fc.Arbitrary<Part> =>
  fc
    .tuple(test, inner, fc.option(inner, { nil: undefined }))
    .map(([[open, close, holds], body, otherwise]): Part => ({
      source: `${open}${end}${body.source}${otherwise ? `{{else}}${end}${otherwise.source}` : ''}${close}${end}`,
      text: (values) => (holds(values) ? body : otherwise)?.text(values) ?? '',
    }));

function scalar(style: keyof typeof literals, depth = 2): fc.Arbitrary<Part> {
  const literal = fc.constantFrom(...literals[style]).map((each) => {
    const [written = '', meant = written] = each.split('=');
    return part(written, () => meant);
  });
  const inner = [literal, value, ...(depth > 0 ? [block(scalar(style, depth - 1), '')] : [])];
  return fc.array(fc.oneof(...inner), { minLength: 1, maxLength: 3 }).map(joined);
}

/** Lines of a block text, some of them in conditions. */
function textLines(depth: number): fc.Arbitrary<Part> {
  const around = (before: string, inner: fc.Arbitrary<Part>, after: string): fc.Arbitrary<Part> =>
    inner.map((made) =>
      joined([
        part(`        ${before}`, () => before),
        made,
        part(`${after}\n`, () => `${after}\n`),
      ]),
    );
  const inner = [
    around('Z', scalar('block', 0), ''),
    around('Z', scalar('block', 0), ' '),
    around('', value, ''),
    fc.constant(part('\n', () => '\n')),
    ...(depth > 0 ? [block(textLines(depth - 1), '\n')] : []),
  ];
  return fc.array(fc.oneof(...inner), { minLength: 1, maxLength: 3 }).map(joined);
}

const chomped = (text: string, style: string) =>
  style === '|+' ? text : text.replace(/\n+$/, '') + (style === '|' ? '\n' : '');

const written: readonly ((key: string) => fc.Arbitrary<readonly [string, Part['text']]>)[] = [
  (key) =>
    scalar('plain').map(({ source, text }) => [`${key}: q${source}q`, (v) => `q${text(v)}q`]),
  (key) => value.map(({ source, text }) => [`${key}: ${source}`, text]),
  (key) => scalar('single').map(({ source, text }) => [`${key}: '${source}'`, text]),
  (key) => scalar('double').map(({ source, text }) => [`${key}: "${source}"`, text]),
  (key) =>
    fc
      .tuple(fc.constantFrom('|', '|-', '|+'), textLines(2))
      .map(([style, { source, text }]) => [
        `${key}: ${style}\n        Z\n${source.replace(/\n$/, '')}`,
        (v) => chomped(`Z\n${text(v)}`, style),
      ]),
];

const variable: fc.Arbitrary<Lines> = fc
  .tuple(fc.nat(1e6), fc.nat(written.length - 1))
  .chain(([number, style]) => {
    const key = `K${number}`;
    const made = written[style]?.(key) ?? fc.constant(['', () => ''] as const);
    return made.map(([source, text]) => ({
      source: `      ${source}\n`,
      variables: (values) => ({ [key]: withBreaks(text(values)) }),
    }));
  });

const loop: fc.Arbitrary<Lines> = fc.nat(1e6).map((number) => ({
  source: `{{#each names as |n i|}}\n      L${number}_{{i}}: "a{{n}}{{word}}{{#if @last}}z{{/if}}"\n{{/each}}\n`,
  variables: ({ names, word }) =>
    Object.fromEntries(
      names.map((name, index) => [
        `L${number}_${index}`,
        `a${name}${word}${index === names.length - 1 ? 'z' : ''}`,
      ]),
    ),
}));

/** Lines of an environment, some of them in conditions, up to `depth` of them around each other. */
export function someLines(depth: number): fc.Arbitrary<Lines> {
  const inner = [variable, variable, loop];
  if (depth > 0) {
    const body = someLines(depth - 1);
    inner.push(
      fc
        .tuple(test, body, fc.option(body, { nil: undefined }))
        .map(([[open, close, holds], made, otherwise]) => ({
          source: `${open}\n${made.source}${otherwise ? `{{else}}\n${otherwise.source}` : ''}${close}\n`,
          variables: (values) => (holds(values) ? made : otherwise)?.variables(values) ?? {},
        })),
    );
  }
  return fc.array(fc.oneof(...inner), { minLength: 1, maxLength: 3 }).map((all) => ({
    source: all.map(({ source }) => source).join(''),
    variables: (values) => Object.assign({}, ...all.map((each) => each.variables(values))),
  }));
}
