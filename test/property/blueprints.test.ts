import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CatalogError } from '../../src/diagnostics/diagnostic.ts';
import { builtInBlueprints } from '../../src/files/built-in-blueprint.ts';
import { answerText, type AnswerSpec, type AnswerValue } from '../../src/model/answers.ts';
import { launchVersion } from '../../src/rancher/launch/launch-version.ts';
import type { YamlNode } from '../../src/source/yaml-node.ts';
import { loadBlueprint, renderAnswers, versionFiles } from '../support/render.ts';
import { anyText } from './arbitraries.ts';

const runs = process.env.CI === 'true' ? 200 : 25;

const shop = join(import.meta.dirname, '../fixtures/blueprints/shop');

/** Values as text, because Rancher takes a number and its text for the same. */
function plain(node: YamlNode): unknown {
  if (node.kind === 'scalar') return String(node.value);
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
}

/** The services that Rancher creates of the files with these answers. */
function services(files: ReadonlyMap<string, string>, set: ReadonlyMap<string, string>): unknown {
  const { verdict, error, config } = launchVersion(versionFiles(files), { set });
  expect({ verdict, error }).toEqual({ verdict: 'accepted', error: null });
  return Object.fromEntries([...config].map(([name, node]) => [name, plain(node)]));
}

/** A valid value of an answer, often a hard one. Of texts with a form of their own, the default. */
function valueOf({ schema, options, default: usual }: AnswerSpec): fc.Arbitrary<AnswerValue> {
  if (schema.type === 'boolean') return fc.boolean();
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as string[]));
  if (schema.type === 'integer') {
    const { minimum, maximum } = schema;
    const [min, max] = [Number(minimum ?? 1), Number(maximum ?? 1000)];
    return options.length > 0
      ? fc.integer({ min, max })
      : fc.integer({ min, max: Math.min(max, 65_535) });
  }
  const isFree = schema.type === 'string' && schema.pattern === undefined;
  return isFree ? anyText.filter((text) => text !== '') : fc.constant(usual);
}

const valuesOf = (specs: readonly AnswerSpec[]) =>
  fc.record(Object.fromEntries(specs.map((spec) => [spec.name, valueOf(spec)])));

// fixed-or-asked.test.ts has those without rules between their answers.
const withRules: string[] = [];
for (const name of builtInBlueprints()) {
  if ((await loadBlueprint(name)).schema.rules.length > 0) withRules.push(name);
}

describe.each([...withRules, shop])('%s', (name) => {
  test('launches the same, whether answers are fixed or asked', { timeout: 300_000 }, async () => {
    const blueprint = await loadBlueprint(name);
    const text = blueprint.files.templates.map((template) => template.text).join('\n');
    const specs = [...blueprint.schema.specs.values()].filter(
      // What is tested with {{#given}} is written if it is asked, whatever the answer.
      (spec) => spec.ask === 'always' && !text.includes(`{{#given ${spec.name}}}`),
    );
    await fc.assert(
      fc.asyncProperty(valuesOf(specs), async (values) => {
        const asked = await renderAnswers(name, { answers: {}, defaults: {} });
        const fixed = await renderAnswers(name, { answers: values, defaults: {} }).catch(
          (error: unknown) => {
            // Rules between answers do not allow all combinations.
            fc.pre(!(error instanceof CatalogError));
            throw error;
          },
        );
        const answers = new Map(
          Object.entries(values).map(([key, value]) => [
            blueprint.schema.specs.get(key)?.variable ?? key,
            answerText(value),
          ]),
        );
        expect(services(fixed.files, new Map())).toEqual(services(asked.files, answers));
      }),
      { numRuns: runs },
    );
  });
});

/** The variables of a service, which Rancher keeps as `NAME=value`. */
function environmentOf(service: { readonly environment: readonly string[] } | undefined) {
  const pairs = service?.environment.map((each) => {
    const at = each.indexOf('=');
    return [each.slice(0, at), each.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs ?? []) as Record<string, string | undefined>;
}

test('each text arrives unchanged in all branches', { timeout: 300_000 }, async () => {
  const entry = fc.record({
    db_password: anyText,
    with_cache: fc.boolean(),
    environment: fc.uniqueArray(
      fc.record({ key: fc.stringMatching(/^K[A-Z_]{0,8}$/), value: anyText }),
      { maxLength: 3, selector: ({ key }) => key },
    ),
    hostnames: fc.array(fc.stringMatching(/^[a-z]{1,8}\.example\.com$/), { minLength: 1 }),
  });
  await fc.assert(
    fc.asyncProperty(entry, fc.boolean(), async (given, isFixed) => {
      const { db_password: password, with_cache: hasCache, ...lists } = given;
      const answers = isFixed ? given : lists;
      const { files } = await renderAnswers(shop, { answers, defaults: {} });
      const set = new Map(
        isFixed
          ? []
          : [
              ['db_password', password],
              ['with_cache', String(hasCache)],
            ],
      );
      const made = services(files, set) as Record<string, { environment: readonly string[] }>;
      expect(Object.hasOwn(made, 'cache')).toBe(hasCache);
      const { DATABASE_URL: url, ...others } = environmentOf(made.app);
      expect(url).toBe(`postgres://shop:${password}@db/${shop}`);
      expect(environmentOf(made.db).POSTGRES_PASSWORD).toBe(password);
      expect(others).toEqual({
        DEBUG_CACHE: String(hasCache),
        ...Object.fromEntries(given.environment.map(({ key, value }) => [key, value])),
        ...(hasCache ? { CACHE: 'cache:11211' } : {}),
      });
    }),
    { numRuns: runs },
  );
});
