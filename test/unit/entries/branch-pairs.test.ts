import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { renderAnswers } from '../../support/render.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Lines of a template for users with these answers. */
const when = (answers: readonly (readonly [number, boolean])[], lines: string) =>
  answers.reduce(
    (inner, [index, value]) => `{{${value ? '#' : '^'}if v${index}}}\n${inner}{{/if}}\n`,
    lines,
  );

/** A blueprint of questions with these defaults, and what it adds to its only service. */
function blueprintOf(defaults: readonly boolean[], added: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'rancher-catalog-pairs-'));
  folders.push(folder);
  const properties = defaults.map((value, index) => [
    `v${index}`,
    { type: 'boolean', title: `V${index}`, description: `The answer ${index}.`, default: value },
  ]);
  const labels = defaults.map((_, index) => when([[index, true]], `      a${index}: 'y'\n`));
  const files = {
    'blueprint.yml':
      'name: pairs\ntitle: Pairs\ndescription: Pairs of answers.\nschema: answers.schema.json\nicon: icon.svg\n',
    'answers.schema.json': JSON.stringify({
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(properties),
    }),
    'docker-compose.yml.hbs': [
      "version: '2'\nservices:\n  app:\n    image: app:1\n    labels:\n      a: 'y'\n",
      ...labels,
      added,
    ].join(''),
    'rancher-compose.yml.hbs': "version: '2'\n{{catalog}}\nservices:\n  app:\n    scale: 1\n",
    'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

const cases = fc
  .array(fc.boolean(), { minLength: 7, maxLength: 10 })
  .chain((defaults) =>
    fc.tuple(
      fc.constant(defaults),
      fc.uniqueArray(fc.nat(defaults.length - 1), { minLength: 2, maxLength: 2 }),
      fc.tuple(fc.boolean(), fc.boolean()),
    ),
  );

test('with more than 64 branches, what is wrong with a pair of answers is found and named', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ([defaults, [a = 0, b = 1], [first, second]]) => {
      // Refused with the default answers already, which is another error.
      fc.pre(defaults[a] !== first || defaults[b] !== second);
      const fault = when(
        [
          [a, first],
          [b, second],
        ],
        '    privileged: maybe\n',
      );
      const message = await renderAnswers(blueprintOf(defaults, fault), {
        answers: {},
        defaults: {},
      }).then(
        () => '',
        ({ message: text }: Error) => text,
      );
      expect(message).toContain('output-branch');
      const needed = [
        [a, first],
        [b, second],
      ].filter(([index, value]) => defaults[Number(index)] !== value);
      for (const [index, value] of needed) expect(message).toContain(`v${index}=\\"${value}\\"`);
    }),
    { numRuns: 25 },
  );
});
