// Incidents of real clusters, recorded by `npm run incidents`, and the status that each must have.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/cluster/diagnosis/diagnose.ts';
import { statusExitCode } from '../../../src/cluster/diagnosis/status-exit-code.ts';
import type { SnapshotAnswer } from '../../../src/cluster/status/cluster-snapshot.ts';
import { badSnapshots } from './bad-snapshots.ts';

const folder = join(import.meta.dirname, '../../fixtures/incidents');

interface Recording {
  readonly sinceFaultMs: number;
  readonly masterAfterMs?: number;
  readonly answer: SnapshotAnswer;
}

const recordingOf = (name: string) =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Recording;

/** What must be reported of a recording. */
interface Incident {
  readonly name: string;
  readonly exit: number;
  readonly headline: string;
  /** The rule and the nodes of each cause. */
  readonly causes: readonly string[];
}

/** A block of incidents.txt: the name and the exit code, the headline, the causes. */
function incidentOf(block: string): Incident[] {
  const [first = '', headline = '', ...causes] = block
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  const [, name, exit] = /^(\S+) {2}exit (\d)$/.exec(first) ?? [];
  if (name === undefined) return [];
  const words = causes.filter((line) => line !== '').map((line) => line.replace(/^ {2}- /, ''));
  return [{ name, exit: Number(exit), headline: headline.trim(), causes: words }];
}

const incidents = readFileSync(join(import.meta.dirname, 'incidents.txt'), 'utf8')
  .split('\n\n')
  .flatMap(incidentOf);

/** Durations differ between two recordings; tests below compare them with what was measured. */
const withoutDurations = (text: string) => text.replaceAll(/\b\d+(?:\.\d)? s\b/g, '# s');

describe('the status of', () => {
  test.for(incidents)('$name', ({ name, headline, causes, exit }) => {
    const diagnosis = diagnose(recordingOf(name).answer);
    expect({
      headline: withoutDurations(diagnosis.headline),
      causes: diagnosis.causes.map(({ rule, nodes }) => [rule, ...nodes].join(' ')),
      exit: statusExitCode(diagnosis),
    }).toEqual({ headline, causes, exit });
  });
});

test('every recording has an expectation, and there are at least 40', () => {
  const recorded = readdirSync(folder).map((file) => file.replace('.json', ''));
  expect(incidents.map(({ name }) => name).sort()).toEqual(recorded.sort());
  expect(recorded.length).toBeGreaterThanOrEqual(40);
});

const durations = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1]) * 1000;

describe('durations agree with what was measured:', () => {
  const measured = incidents.filter(({ name }) => recordingOf(name).masterAfterMs !== undefined);

  test('there are failovers', () => expect(measured.length).toBeGreaterThanOrEqual(5));

  // A sentinel pings each second; a link that breaks is noticed at once.
  test.for(measured)('the master of $name is dead for at most a second less', ({ name }) => {
    const { answer, sinceFaultMs } = recordingOf(name);
    const deadMs = durations(diagnose(answer).headline, /(?:dead|silent) for ([\d.]+) s/);
    expect(deadMs).toBeGreaterThanOrEqual(sinceFaultMs - 100);
    expect(deadMs).toBeLessThanOrEqual(sinceFaultMs + 1100);
  });

  test.for(measured)('the next master of $name came when it was expected', ({ name }) => {
    const { answer, masterAfterMs = 0 } = recordingOf(name);
    const expectedMs = durations(diagnose(answer).headline, /expected in about ([\d.]+) s/);
    expect(Math.abs(expectedMs - masterAfterMs)).toBeLessThanOrEqual(500);
  });
});

describe('every finding is a cause, or follows from one:', () => {
  const all = [
    ...incidents.map(({ name }) => ({ name, answer: recordingOf(name).answer })),
    ...badSnapshots.map(({ name, snapshot }) => ({
      name,
      answer: { masterName: 'mymaster', snapshot, silentSentinels: [], knownMasters: undefined },
    })),
  ];
  test.for(all)('$name', ({ answer }) => {
    const { causes, findings } = diagnose(answer);
    const placed = causes.map(({ nodes, follows }) => Math.max(1, nodes.length) + follows.length);
    const total = placed.reduce((sum, count) => sum + count, 0);
    expect(total).toBe(
      answer.snapshot
        ? findings.length
        : causes.reduce((sum, { nodes }) => sum + Math.max(1, nodes.length), 0),
    );
  });
});

test('while a failover runs, no advice is given that the sentinels carry out themselves', () => {
  for (const { name, headline } of incidents) {
    if (!headline.startsWith('FAILING OVER')) continue;
    const { causes } = diagnose(recordingOf(name).answer);
    const fixes = causes.map(({ fix }) => fix).join('\n');
    expect(fixes).not.toMatch(/REPLICAOF|SENTINEL FAILOVER|reaches its peers|start a data node/);
    expect(causes.map(({ is }) => is).join('\n')).not.toContain('cannot be promoted');
  }
});
