// A storm of two minutes with a fixed seed: the faults are the same in every run, their moments are not.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { storm, type StormRun } from '../../src/actions/storming/storm.ts';
import { hasServer } from '../../src/actions/sandbox/choose-runtime.ts';
import { promiseNames } from '../../src/cluster/storm/promises.ts';
import { failedFolder } from '../support/keep-failed.ts';
import { signal } from './support/live-sandbox.ts';

const minutes = 2;
/** Its first rounds have whole restarts, quick returns, a frozen master and one that is cut off. */
const seed = 1;
/** The last round, and the recovery that it can take. */
const endMs = 120_000;

const canRun = hasServer() || process.env.CI === 'true';
const report = join(failedFolder, 'storm');
let ran: StormRun | undefined;

beforeAll(
  async () => {
    if (!canRun) return;
    ran = await storm(
      { minutes, seed, report, signal },
      {
        log: (text) => void process.stderr.write(text),
        start: ({ leftOut }) => {
          for (const { name, reason } of leftOut)
            process.stderr.write(`storm without ${name}: ${reason}\n`);
        },
        step: () => {},
        round: ({ round, pass, problems }, faults) => {
          const verdict = pass ? 'pass' : `FAIL: ${problems.map(({ text }) => text).join('; ')}`;
          process.stderr.write(`storm round ${round}, ${faults}: ${verdict}\n`);
        },
      },
    );
  },
  minutes * 60_000 + endMs,
);

test.runIf(canRun)('no round breaks a promise', () => {
  const broken = ran?.rounds.flatMap(({ round, problems, keptIn }) =>
    problems.map(({ text }) => `round ${round}: ${text} (${keptIn ?? ''})`),
  );
  expect(broken).toEqual([]);
});

test.runIf(canRun).for(promiseNames)('keeps the promise %s', (name) => {
  expect(ran?.summary.promises.find((row) => row.name === name)?.kept).toBe(true);
});

test.runIf(canRun)(
  'writers of both kinds wrote in every round, and rounds followed each other',
  () => {
    const counts = ran?.rounds.map(({ acknowledged }) => acknowledged) ?? [];
    expect(Math.min(...counts.map(({ plain }) => plain))).toBeGreaterThan(1000);
    expect(Math.min(...counts.map(({ careful }) => careful))).toBeGreaterThan(500);
    expect(counts.length).toBeGreaterThanOrEqual(4);
  },
);

test.runIf(canRun)('the report has the promises and the rounds', () => {
  const whole = JSON.parse(readFileSync(join(report, 'storm.json'), 'utf8')) as StormRun;
  expect(whole.rounds).toEqual(ran?.rounds);
  expect(readFileSync(join(report, 'storm.md'), 'utf8')).toContain('## Promises');
});
