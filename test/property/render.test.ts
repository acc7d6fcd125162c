import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerText } from '../../src/model/answers.ts';
import { renderAnswers } from '../support/render.ts';
import { someAnswers, type SomeAnswers } from './arbitraries.ts';
import { environments } from './environments.ts';

const runs = process.env.CI === 'true' ? 1000 : 200;

const render = async (name: string, given: SomeAnswers) => (await renderAnswers(name, given)).files;

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
  test('are unchanged in the files that Rancher reads', { timeout: 300_000 }, async () => {
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
            expect(new Set(values)).toEqual(new Set([answerText(value)]));
          }
        }
      }),
      { numRuns: runs },
    );
  });

  test('are rendered to the same bytes each time', async () => {
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
