import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { BlueprintLoader } from '../../src/actions/entries/blueprint-loader.ts';
import { validateGiven } from '../../src/answers/validate-answers.ts';
import { chartValuesOf } from '../../src/chart/chart-values.ts';
import { migrateStack } from '../../src/chart/migration/migrate-stack.ts';
import { valueAt } from '../../src/rancher2/form/value-path.ts';
import { renderValues } from '../../src/chart/render-values.ts';
import { answerText } from '../../src/model/answers.ts';
import type { JsonMap } from '../../src/model/json.ts';
import { valuesOf } from './schema-values.ts';

const placeOf = () => ({ file: 'stack.json' });
const entry = { catalog: 'c', base: '', template: 't', revision: '0' };

test.for(['redis-sentinel', 'redis-cluster'])(
  'the values of a migrated stack of %s are those of the chart with the same answers',
  async (name) => {
    const { schema } = await new BlueprintLoader().named(name);
    if (!schema) throw new Error('the blueprint is broken');
    const specs = [...schema.specs.values()];
    const given = (answers: Iterable<readonly [string, unknown]>) =>
      validateGiven(
        new Map([...answers].map(([key, value]) => [key, { value, place: placeOf }])),
        new Set(),
        schema,
      ).value;
    // Most random answers break a rule between them: then those of rules have their defaults.
    const words = new Set(schema.rules.flatMap(({ check }) => check.match(/\w+/g) ?? []));
    const ofRules = Object.fromEntries(
      specs.filter((spec) => words.has(spec.name)).map((spec) => [spec.name, spec.default]),
    );
    let tried = 0;
    fc.assert(
      fc.property(
        valuesOf(schema.specs),
        fc.array(fc.boolean(), { minLength: specs.length, maxLength: specs.length }),
        (random, fixing) => {
          const answers = given(Object.entries(random)) ? random : { ...random, ...ofRules };
          const isFixed = (at: number) => fixing[at] === true || specs[at]?.ask === 'never';
          const fixed = specs.filter((_spec, at) => isFixed(at));
          const asked = specs.filter((_spec, at) => !isFixed(at));
          const all = given(Object.entries(answers));
          // What the entry fixes is what the chart of the same release has as defaults.
          const released = given(fixed.map((spec) => [spec.name, answers[spec.name]]));
          if (!all || !released) return;
          tried += 1;
          const values = parse(
            renderValues(chartValuesOf({ schema }, { answers: released })),
          ) as JsonMap;
          const environment = new Map(
            asked.map((spec) => [spec.variable, answerText(answers[spec.name] ?? '')]),
          );
          const questions = new Map(asked.map((spec) => [spec.variable, answerText(spec.default)]));
          const { value: migration, diagnostics } = migrateStack({
            stack: { name: 's', entry, environment, dockerCompose: '', rancherCompose: '' },
            version: { questions, placeOfDefault: placeOf, scales: new Map() },
            schema,
            defaults: { values, place: placeOf() },
            placeOf,
          });
          expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
          const changed = new Map(
            migration?.values.map(({ path, value }) => [path.join('.'), value]),
          );
          const secrets = new Map(migration?.secrets.map(({ key, text }) => [key, text]));
          // Only what differs is there.
          const needless = (migration?.values ?? []).filter(
            (each) => valueAt(values, each.path) === each.value,
          );
          expect(needless).toEqual([]);
          for (const { path, value, answer } of chartValuesOf({ schema }, { answers: all })) {
            const { spec } = answer;
            if (spec.instead !== undefined || answer.type === 'secret') continue;
            const isSecret = spec.secret && asked.includes(spec);
            const own = changed.get(path.join('.')) ?? valueAt(values, path);
            const found = isSecret ? (secrets.get(spec.name.replaceAll('_', '-')) ?? '') : own;
            expect([path, found]).toEqual([path, value]);
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(tried).toBeGreaterThan(100);
  },
);
