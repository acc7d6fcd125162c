import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { interpolate } from '../support/interpolate.ts';
import { renderAnswers } from '../support/render.ts';
import { anyText, hardTexts, someAnswers, type SomeAnswers } from './arbitraries.ts';

const runs = process.env.CI === 'true' ? 1000 : 200;

const render = async (name: string, given: SomeAnswers) => (await renderAnswers(name, given)).files;

/** What Rancher's containers would see: the environment, interpolated with what a user left as it is. */
function environments(
  files: Map<string, string>,
  yamlVersion: '1.1' | '1.2',
): Record<string, string>[] {
  const docker = parse(files.get('docker-compose.yml') ?? '', { version: yamlVersion });
  const rancher = parse(files.get('rancher-compose.yml') ?? '', { version: yamlVersion });
  const answers: Record<string, string> = Object.fromEntries(
    (rancher.catalog.questions ?? []).map((question: { variable: string; default: string }) => [
      question.variable,
      question.default,
    ]),
  );
  return Object.values<{ environment: Record<string, string> }>(docker.services).map(
    ({ environment }) =>
      Object.fromEntries(
        Object.entries(environment).map(([key, value]) => [key, interpolate(value, answers)]),
      ),
  );
}

const environmentName = (answer: string) => (answer === 'timezone' ? 'TZ' : answer);
const inEnvironment = new Set([
  'master_port',
  'sentinel_port',
  'redis_password',
  'sentinel_password',
  'sentinels',
  'quorum',
  'down_after_ms',
  'failover_timeout_ms',
  'parallel_syncs',
  'min_replicas_to_write',
  'min_replicas_max_lag_s',
  'appendonly',
  'maxmemory',
  'maxmemory_policy',
  'timezone',
]);

describe('any valid answers', () => {
  test(
    'come out of the files that Rancher reads as they went in',
    { timeout: 300_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(someAnswers, async (given) => {
          const files = await render('redis-sentinel', given);
          for (const yamlVersion of ['1.1', '1.2'] as const) {
            const containers = environments(files, yamlVersion);
            for (const [name, value] of Object.entries({ ...given.answers, ...given.defaults })) {
              if (!inEnvironment.has(name)) continue;
              const values = containers.flatMap(
                (environment) => environment[environmentName(name)] ?? [],
              );
              expect(new Set(values)).toEqual(new Set([String(value)]));
            }
          }
        }),
        { numRuns: runs },
      );
    },
  );

  test('make the same bytes each time', async () => {
    await fc.assert(
      fc.asyncProperty(someAnswers, async (given) => {
        expect(await render('redis-sentinel', given)).toEqual(
          await render('redis-sentinel', given),
        );
      }),
      { numRuns: 20 },
    );
  });
});

/** The text as each way into the container of the echo entry shows it. */
function seen(files: Map<string, string>): (string | undefined)[] {
  const { command } = parse(files.get('docker-compose.yml') ?? '', { version: '1.1' }).services
    .echo;
  const words = environments(files, '1.1')[0]?.WORDS ?? '';
  return [words, environments(files, '1.2')[0]?.WORDS, interpolate(command[0], { words })];
}

describe('text', () => {
  const echo = './test/fixtures/blueprints/echo';
  test.for(hardTexts.map((text) => [JSON.stringify(text).slice(0, 40), text] as const))(
    '%s comes through, fixed or as a default',
    async ([, text]) => {
      const fixed = await render(echo, { answers: { words: text }, defaults: {} });
      const asked = await render(echo, { answers: {}, defaults: { words: text } });
      expect([...seen(fixed), ...seen(asked)]).toEqual(Array.from({ length: 6 }, () => text));
    },
  );

  test('of any kind comes through', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.boolean(), async (text, isFixed) => {
        const files = await render(
          echo,
          isFixed
            ? { answers: { words: text }, defaults: {} }
            : { answers: {}, defaults: { words: text } },
        );
        expect(seen(files)).toEqual([text, text, text]);
      }),
      { numRuns: runs },
    );
  });
});
