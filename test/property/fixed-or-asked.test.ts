import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtInBlueprints } from '../../src/files/built-in-blueprint.ts';
import { answerText, type AnswerSpec, type AnswerValue } from '../../src/model/answers.ts';
import type { Launch } from '../../src/rancher/launch/launch.ts';
import { launchVersion } from '../../src/rancher/launch/launch-version.ts';
import { plainValue } from '../../src/rancher/launch/launched-service.ts';
import { storedService } from '../../src/rancher/launch/stored-service.ts';
import { loadBlueprint, renderAnswers, versionFiles } from '../support/render.ts';
import { valuesOf } from './schema-values.ts';

const runs = process.env.CI === 'true' ? 300 : 60;

type Values = Readonly<Record<string, AnswerValue>>;

/** A part of a service without empty texts: what is asked and left empty is there, what is fixed and empty is not. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter((item) => !/^[\w.:]*=$/.test(String(item))).map(withoutEmpty);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== '')
      .map(([key, each]) => [key, withoutEmpty(each)]),
  );
}

const servicesOf = ({ config, verdict, error, apiErrors }: Launch) => ({
  verdict,
  error,
  apiErrors,
  services: Object.fromEntries(
    [...config].map(([name, service]) => [name, withoutEmpty(plainValue(storedService(service)))]),
  ),
});

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Answers that are in a volume, not in a service. */
const ofVolumes = new Set(['volume_driver']);

/** Texts that are somewhere in the services whatever the other answers are: Rancher can ask for them without a condition. */
const alwaysUsed = (specs: ReadonlyMap<string, AnswerSpec>, values: Values) =>
  [...specs.values()]
    .filter(({ ask, when }) => ask === 'always' && Object.keys(when).length === 0)
    .filter(({ name }) => !ofVolumes.has(name))
    .flatMap(({ name }) => {
      const value = values[name];
      return typeof value === 'string' && value !== '' ? [value] : [];
    });

async function launchFixed(name: string, values: Values) {
  const { files } = await renderAnswers(name, { answers: values, defaults: {} });
  return servicesOf(launchVersion(versionFiles(files), { answers: new Map() }));
}

/** The same answers, entered in Rancher's form as far as it asks for them. */
async function launchAsked(name: string, values: Values, specs: ReadonlyMap<string, AnswerSpec>) {
  const isNever = (key: string) => specs.get(key)?.ask === 'never';
  const answers = Object.fromEntries(Object.entries(values).filter(([key]) => isNever(key)));
  const rendered = await renderAnswers(name, { answers, defaults: {} });
  const form = new Map(
    [...rendered.answers.asked.keys()].flatMap((key): [string, string][] => {
      const value = values[key];
      return value === undefined ? [] : [[specs.get(key)?.variable ?? key, answerText(value)]];
    }),
  );
  return servicesOf(launchVersion(versionFiles(rendered.files), { answers: form }));
}

const all = await Promise.all(
  builtInBlueprints().map(async (name) => ({ name, schema: (await loadBlueprint(name)).schema })),
);

// Random answers of the others would break their rules. blueprints.test.ts has those, with fewer values.
const withoutRules = all.filter(({ schema }) => schema.rules.length === 0);

describe('random answers', () => {
  test.for(withoutRules)(
    'arrive in the services of $name byte for byte, fixed or asked',
    { timeout: 300_000 },
    async ({ name, schema: { specs } }) => {
      await fc.assert(
        fc.asyncProperty(valuesOf(specs), async (given) => {
          const fixed = await launchFixed(name, given);
          expect(fixed).toMatchObject({ verdict: 'accepted', error: null, apiErrors: [] });
          expect(await launchAsked(name, given, specs)).toEqual(fixed);
          const texts = textsIn(fixed.services);
          for (const value of alwaysUsed(specs, given)) {
            expect({ value, isThere: texts.some((text) => text.includes(value)) }).toEqual({
              value,
              isThere: true,
            });
          }
        }),
        { numRuns: runs },
      );
    },
  );
});
