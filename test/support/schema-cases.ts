import { Ajv } from 'ajv';
import fc from 'fast-check';
import { specsOf } from '../../src/answers/answer-spec.ts';
import { chartValuesOf } from '../../src/chart/chart-values.ts';
import { renderValuesSchema } from '../../src/chart/render-values-schema.ts';
import type { JsonMap } from '../../src/model/json.ts';
import type { SchemaCase } from './compare-verdicts.ts';

/** Patterns that JavaScript and Go would read differently as they are, and some that they would not. */
const patterns = [
  '^[a-z]*$',
  '^.$',
  String.raw`^\s+$`,
  String.raw`^[\s,]*$`,
  String.raw`^\S*$`,
  String.raw`^[^\s]*$`,
  String.raw`^[\w.-]+$`,
  String.raw`^\u00e9?$`,
  String.raw`\p{L}`,
  String.raw`^\d{1,3}\b`,
  String.raw`^(?:a|\x2b)+$`,
];

/** Without U+0085: helm 3 writes values as YAML and reads them again, which makes it a blank. */
const texts = [
  'a',
  'Z',
  '7',
  ' ',
  ',',
  '+',
  '-',
  '.',
  '\n',
  '\r',
  '\t',
  '\u00A0',
  '\u2028',
  'é',
  '😀',
];
const characters = fc.constantFrom(...texts);
const text = fc.string({ unit: characters, maxLength: 5 });
const whole = fc.integer({ min: -5, max: 12 });

const scalarSchema: fc.Arbitrary<JsonMap> = fc.oneof(
  fc.record(
    { type: fc.constant('integer'), minimum: whole, maximum: whole },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    { type: fc.constant('integer'), exclusiveMinimum: whole, multipleOf: fc.constantFrom(1, 2, 3) },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constant('number'), exclusiveMaximum: whole }, { requiredKeys: ['type'] }),
  fc.constant({ type: 'boolean' }),
  fc.record(
    {
      type: fc.constant('string'),
      pattern: fc.constantFrom(...patterns),
      minLength: fc.nat(2),
      maxLength: fc.integer({ min: 2, max: 4 }),
    },
    { requiredKeys: ['type'] },
  ),
  fc.constantFrom<JsonMap>(
    { type: 'string', enum: ['a', 'b', ''] },
    { type: 'integer', enum: [3, 5] },
    { anyOf: [{ const: 'majority' }, { type: 'integer', minimum: 1 }] },
    { type: ['string', 'integer'] },
    { type: 'string', not: { const: 'a' } },
    { allOf: [{ minLength: 1 }], type: 'string' },
  ),
);

const structured: fc.Arbitrary<JsonMap> = fc.constantFrom<JsonMap>(
  { type: 'object' },
  { type: 'object', additionalProperties: { type: 'string' } },
  { type: 'array', items: { type: 'string', pattern: '^.$' }, maxItems: 2 },
  {
    type: 'array',
    items: { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: false },
    uniqueItems: true,
  },
);

/** An answers schema whose answers charts have: the first is a choice that others can depend on. */
const answersSchema: fc.Arbitrary<JsonMap> = fc
  .array(
    fc.record({
      schema: fc.oneof({ weight: 4, arbitrary: scalarSchema }, structured),
      isNested: fc.boolean(),
      isConditional: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((answers) => ({
    properties: Object.fromEntries([
      [
        'mode',
        {
          type: 'string',
          enum: ['on', 'off'],
          title: 'Mode',
          description: 'It.',
          default: 'on',
          'x-target': 'rancher-2',
        },
      ],
      ...answers.map(({ schema, isNested, isConditional }, index) => [
        `answer_${index}`,
        {
          ...schema,
          title: 'Answer',
          description: 'It.',
          default: '',
          'x-target': 'rancher-2',
          'x-chart': {
            ...(isNested ? { value: `part.answer${index}` } : {}),
            ...(isConditional ? { when: { mode: 'on' } } : {}),
          },
        },
      ]),
    ]),
  }));

const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: whole },
  fc.constantFrom(0.5, 3, 2.5, 1e6),
  { weight: 3, arbitrary: text },
  fc.boolean(),
  fc.constantFrom(
    'a',
    'on',
    'off',
    'majority',
    '',
    {},
    { a: 1 },
    { a: 'b' },
    [],
    ['a'],
    [{ a: 1 }],
    [{ a: 1 }, { a: 1 }],
    ['aa'],
  ),
);

const ajv = new Ajv({ strict: false, unicodeRegExp: true, addUsedSchema: false });

const pool = fc.sample(anyValue, { numRuns: 400, seed: 1 });

/** A value that the schema of an answer allows, most of the time. */
function valueFor(schema: JsonMap): fc.Arbitrary<unknown> {
  const right = pool.filter((value) => ajv.validate(schema, value));
  const value = fc.constantFrom(...pool);
  return right.length === 0
    ? value
    : fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...right) }, value);
}

const entries = (schema: JsonMap) => {
  const declared = specsOf(schema);
  const source = { schema: { declared, rules: [], schema } };
  const answers = { fixed: new Map(), asked: new Map() };
  const values = chartValuesOf(source, { answers });
  return { values, text: renderValuesSchema(values, source) };
};

/** A schema as charts have it, and values for it, of which most have the right keys. */
const schemaCase = answersSchema.chain((schema) => {
  const { values, text: valuesSchema } = entries(schema);
  const picks = fc.tuple(...values.map((value) => valueFor(value.schema)));
  return fc.record({ picks, oddity: fc.nat(14) }).map(({ picks: chosen, oddity }) => {
    const sent: Record<string, unknown> = { global: { cattle: { clusterId: 'c-1' } } };
    for (const [index, { path }] of values.entries()) {
      const [first = '', second] = path;
      if (oddity === index + 1) continue;
      if (second === undefined) sent[first] = chosen[index];
      else sent[first] = { ...(sent[first] as object), [second]: chosen[index] };
    }
    if (oddity === 0) sent.unknown = 1;
    return { schema: valuesSchema, values: sent };
  });
});

export const randomCases = (numRuns: number, seed: number): SchemaCase[] =>
  fc.sample(schemaCase, { numRuns, seed });

/** Each pattern with each text, as charts have them. */
export const patternCases = (): SchemaCase[] =>
  patterns.flatMap((pattern) => {
    const answer = { type: 'string', pattern, title: 'A', description: 'A.', default: '' };
    const { text: schema } = entries({ properties: { answer } });
    return texts.map((each) => ({ schema, values: { global: {}, answer: each } }));
  });
