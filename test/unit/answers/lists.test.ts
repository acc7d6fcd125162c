import { describe, expect, test } from 'vitest';
import { readAnswersFile } from '../../../src/answers/answers-file.ts';
import { readAnswersSchema } from '../../../src/answers/answers-schema.ts';
import { parseSettings } from '../../../src/answers/setting.ts';
import { validateAnswers } from '../../../src/answers/validate-answers.ts';
import { parseSource } from '../../../src/source/parse-source.ts';

const texts = { title: 'Title', description: 'Words.' };

const read = async (properties: unknown) => {
  const text = JSON.stringify({ type: 'object', additionalProperties: false, properties });
  return readAnswersSchema(text, 'schema.json', text);
};

const messages = async (properties: unknown) =>
  (await read(properties)).diagnostics.map(({ message, at }) => `${at?.pointer} ${message}`);

const hosts = {
  ...texts,
  type: 'array',
  maxItems: 4,
  items: { type: 'string', maxLength: 5 },
  default: ['a'],
};
const ports = {
  ...texts,
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['port'],
    properties: {
      host: { type: 'string', default: '10' },
      port: { type: 'integer', maximum: 65535 },
      secure: { type: 'boolean', default: false },
    },
  },
  default: [{ port: 80 }],
};
const computed = { 'x-value': '{{name}}-data' };
const secrets = {
  ...texts,
  type: 'array',
  items: { type: 'string' },
  default: [],
  'x-rancher': { secret: true },
};

/** What is known after a file with these answers was checked. */
async function check(text: string, settings: string[] = []) {
  const schema = (await read({ hosts, ports, computed, secrets })).value;
  const source = parseSource(`blueprint: x\nversion: 1.0.0\n${text}`, 'a.yml').value;
  const file = source && (await readAnswersFile(source, parseSettings(settings).value ?? [])).value;
  if (!schema || !file) throw new Error('the schema or the file has a fault');
  const { value, diagnostics } = validateAnswers(file, schema);
  const found = diagnostics.map(
    ({ code, message, at }) => `${at?.line ?? at?.file}:${at?.column ?? ''} ${code} ${message}`,
  );
  return { fixed: value && Object.fromEntries(value.fixed), asked: value?.asked.size, found };
}

describe('a schema', () => {
  test('declares lists and computed answers, which are never asked', async () => {
    const size = { ...texts, type: 'integer', default: 1, 'x-rancher': { variable: 'SIZE' } };
    const { value, diagnostics } = await read({ hosts, computed, size });
    expect(diagnostics).toEqual([]);
    const specs = [...(value?.specs.values() ?? [])];
    expect(specs.map((spec) => [spec.name, spec.ask, spec.variable, spec.computed])).toEqual([
      ['hosts', 'never', 'hosts', undefined],
      ['computed', 'never', 'computed', '{{name}}-data'],
      ['size', 'always', 'SIZE', undefined],
    ]);
  });

  test.for([
    [{ ...hosts, items: undefined }, 'the list x does not declare its items'],
    [{ ...hosts, items: [{ type: 'string' }] }, 'the list x does not declare its items'],
    [{ ...hosts, items: { type: 'array' } }, 'the items of x are neither scalars nor maps'],
    [{ ...hosts, items: {} }, 'the items of x are neither scalars nor maps'],
    [{ ...hosts, default: 'a' }, 'the answer x has no default; expected a list'],
    [{ ...hosts, default: undefined }, 'the answer x has no default; expected a list'],
    [{ ...hosts, default: ['abcdef'] }, 'the default of x[0] has 6 characters'],
    [{ ...hosts, default: [1] }, 'the default of x[0] is 1; expected text of 0 to 5 characters'],
    [{ ...hosts, 'x-rancher': { ask: 'always' } }, 'x-rancher.ask has no effect'],
    [{ ...hosts, 'x-rancher': { required: true } }, 'x-rancher.required has no effect'],
    [{ ...hosts, 'x-rancher': { variable: 'X' } }, 'x-rancher.variable has no effect'],
    [{ ...texts, type: ['array', 'string'], default: 'a' }, 'the answer x can be a map, or a list'],
    [{ ...texts, type: 'object', default: {} }, 'the answer x can be a map, or a list'],
    [{ ...computed, default: 'a' }, 'default has no effect: x is computed'],
    [{ ...computed, 'x-rancher': {} }, 'x-rancher has no effect: x is computed'],
    [{ 'x-value': 3 }, 'the value of the computed answer x is not text'],
    [{ 'x-value': '' }, 'the value of the computed answer x is not text'],
    [
      { ...texts, type: 'string', default: '', 'x-rancher': { variable: 'a-b' } },
      'x-rancher.variable of x cannot be "a-b"',
    ],
    [
      { ...texts, type: 'string', default: '', 'x-rancher': { options: [{ a: 1 }] } },
      'x-rancher.options of x cannot be [{"a":1}]',
    ],
    [{ ...texts, type: 'string', default: '', 'x-rancher': 'secret' }, 'x-rancher of x is not an'],
    [{ ...texts, type: 'integer', default: 1, 'x-unit': 1 }, 'the unit of x is not text'],
  ] as const)('has one fault with %j', async ([x, message]) => {
    expect(await messages({ x })).toEqual([expect.stringContaining(message)]);
  });

  const withItems = (items: object) => ({ ...ports, items: { ...ports.items, ...items } });

  test.for([
    [{ additionalProperties: true }, 'maps without a closed set of keys'],
    [{ properties: undefined }, 'maps without a closed set of keys'],
    [{ required: [] }, 'the key port of an item of x can be missing, and has no default'],
    [
      { properties: { port: { type: 'array', items: {} } } },
      'the key port of an item of x is not text',
    ],
    [
      { properties: { port: { type: 'integer' }, 'a-b': { type: 'string', default: '' } } },
      'a template cannot name the key "a-b" of an item of x',
    ],
  ] as const)('has one fault with items %j', async ([items, message]) => {
    expect(await messages({ x: withItems(items) })).toEqual([expect.stringContaining(message)]);
  });

  test('names the variable that two answers would be', async () => {
    const one = { ...texts, type: 'string', default: '' };
    const two = { ...one, 'x-rancher': { variable: 'one' } };
    expect(await messages({ one, two })).toEqual([
      '/properties/two/x-rancher/variable two and one are both the variable one in Rancher',
    ]);
  });

  test('reports each answer that is not a JSON Schema, and the other faults, together', async () => {
    const text = { ...texts, type: 'string', default: '' };
    const found = await messages({
      one: { ...text, type: 'text' },
      two: { ...text, patern: 'x' },
      three: { ...text, format: 'ur' },
      four: { ...text, pattern: '(' },
      five: { ...text, default: 5 },
      six: { ...text, title: undefined },
    });
    expect(found).toEqual([
      "/properties/six the answer six has no title, which Rancher's form shows",
      '/properties/one/type this is not a usable JSON Schema: type must be equal to one of the allowed values',
      '/properties/two/patern this is not a usable JSON Schema: unknown keyword: "patern"',
      '/properties/three/format this is not a usable JSON Schema: unknown format "ur"',
      '/properties/four/pattern this is not a usable JSON Schema: Invalid regular expression: /(/u: Unterminated group',
      '/properties/five/default the default of five is 5; expected text',
    ]);
  });
});

describe('answers', () => {
  test('are lists, whose items have the types and defaults of the schema', async () => {
    const text =
      'answers:\n  hosts: [010, yes, "b"]\n  ports:\n  - port: 80\n  - {secure: true, port: 443, host: 1.10}\n';
    expect(await check(text)).toEqual({
      fixed: {
        hosts: ['010', 'yes', 'b'],
        ports: [
          { host: '10', port: 80, secure: false },
          { host: '1.10', port: 443, secure: true },
        ],
        secrets: [],
      },
      asked: 0,
      found: [],
    });
  });

  test('are the defaults of the schema, with those of the items', async () => {
    expect(await check('')).toMatchObject({
      fixed: { hosts: ['a'], ports: [{ host: '10', port: 80, secure: false }] },
    });
  });

  test('are lists on the command line', async () => {
    const settings = ['hosts=["a", \'b\', 010]', 'ports=[{port: 1}]'];
    expect(await check('', settings)).toMatchObject({
      fixed: { hosts: ['a', 'b', '010'], ports: [{ host: '10', port: 1, secure: false }] },
      found: [],
    });
  });

  test.for([
    ['answers:\n  hosts: a', '4:10 wrong-type hosts is "a"; expected a list of at most 4 items'],
    ['answers:\n  hosts: [a, [b]]', '4:14 wrong-type hosts[1] is a list; expected text of 0 to 5'],
    ['answers:\n  hosts: [a, abcdef]', '4:14 out-of-range hosts[1] has 6 characters; expected'],
    ['answers:\n  hosts: [a, b, c, d, e]', '4:10 out-of-range hosts has 5 items; expected a list'],
    ['answers:\n  hosts: [a, null]', '4:14 wrong-type hosts[1] is empty; expected text'],
    [
      'answers:\n  ports:\n  - port: high\n',
      '5:11 wrong-type ports[0].port is "high"; expected a whole number of 65535 or less',
    ],
    ['answers:\n  ports:\n  - host: a\n', '5:5 missing-key ports[0].port is missing; expected'],
    [
      'answers:\n  ports:\n  - port: 1\n    prot: 1\n',
      '6:5 unknown-key unknown key: prot in ports[0]',
    ],
    ['answers:\n  ports: [80]\n', '4:11 wrong-type ports[0] is 80; expected a map'],
    ['answers:\n  computed: x\n', '4:3 answer-computed computed is computed from "{{name}}-data"'],
    ['defaults:\n  computed: x\n', '4:3 answer-computed computed is computed from "{{name}}-data"'],
    ['defaults:\n  hosts: [b]\n', '4:3 never-asked hosts is a list, so Rancher cannot ask for it'],
  ] as const)('have one fault: %j', async ([text, found]) => {
    expect((await check(text)).found).toEqual([expect.stringContaining(found)]);
  });

  test.for([
    ['hosts=a,b', '--set hosts: wrong-type hosts is "a,b"; expected a list'],
    ['hosts=[a', '--set hosts: wrong-type hosts is "[a"; expected a list'],
    ['hosts=[a]\nb: c', '--set hosts: wrong-type hosts is "[a]\\nb: c"; expected a list'],
    ['ports=[{port: x}]', '--set ports: wrong-type ports[0].port is "x"; expected a whole number'],
    ['computed=x', '--set computed: answer-computed computed is computed'],
  ] as const)('have one fault with --set %j', async ([setting, found]) => {
    expect((await check('', [setting])).found).toEqual([expect.stringContaining(found)]);
  });

  test('keep a secret of a list out of the messages', async () => {
    const text = 'answers:\n  secrets: [&s SEKRIT]\n  hosts: [*s]\n';
    const { found } = await check(text);
    expect(found).toEqual([
      '5:11 out-of-range hosts[0] has 6 characters; expected at most 5 characters',
      '4:3 secret-fixed secrets is fixed: all readers of the catalog can see it in the version',
    ]);
    const wrong = await check('answers:\n  secrets: [{a: &s SEKRIT}]\n  ports: [{port: *s}]\n');
    expect(wrong.found.join('\n')).not.toContain('SEKRIT');
    expect(wrong.found).toHaveLength(3);
  });
});
