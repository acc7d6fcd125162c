import { usageError } from '../diagnostics/usage-error.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Argv } from 'yargs';
import { checkSnapshot } from '../cluster/status/check-snapshot.ts';
import { readSnapshot, type SnapshotRequest } from '../redis/read-snapshot.ts';
import { interruptedCode } from '../diagnostics/exit-code.ts';
import type { Io } from '../terminal/io.ts';
import { clusterOptions, snapshotOf, snapshotRequest } from '../actions/live/snapshot-request.ts';
import { drawStatus } from './format-status.ts';

/** The options of `cluster status`. */
export function builder(yargs: Argv) {
  return clusterOptions(yargs)
    .option('expect-replicas', { type: 'number', describe: 'how many replicas there should be' })
    .option('expect-sentinels', { type: 'number', describe: 'how many sentinels there should be' })
    .option('watch', {
      alias: 'w',
      type: 'boolean',
      default: false,
      describe: 'look again every 2 s, until Ctrl-C',
    })
    .option('json', {
      type: 'boolean',
      default: false,
      describe: 'print snapshot and findings as JSON',
    })
    .example(
      '$0 cluster status --sentinels 10.0.0.1:26379',
      'through one sentinel; it knows the others',
    )
    .example(
      '$0 cluster status --sentinels a:16381,b:16381 --password-file redis.pw --sentinel-password-file sentinel.pw',
      'with both passwords',
    )
    .example(
      '$0 cluster status --sentinels a:26379 --expect-sentinels 3 --json',
      'for a monitoring check: exit code 0 or 1',
    )
    .epilogue('Exit code 0: healthy; 1: something is to be mended; 2: no sentinel could be asked.');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

const watchEveryMs = 2000;

function expectedCount(name: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= 0)) return value;
  throw usageError(`--${name} wants a whole number`, `such as --${name} 3`);
}

function requestOf(args: Arguments): SnapshotRequest {
  const replicas = expectedCount('expect-replicas', args.expectReplicas);
  const sentinels = expectedCount('expect-sentinels', args.expectSentinels);
  return {
    ...snapshotRequest(args),
    expected: {
      ...(replicas === undefined ? {} : { replicas }),
      ...(sentinels === undefined ? {} : { sentinels }),
    },
  };
}

async function look(request: SnapshotRequest, args: Arguments, io: Io, lead = ''): Promise<0 | 1> {
  const snapshot = snapshotOf(await readSnapshot(request), request.masterName);
  const findings = checkSnapshot(snapshot);
  const isHealthy = findings.length === 0;
  io.out(
    args.json
      ? `${JSON.stringify({ healthy: isHealthy, findings, snapshot }, undefined, args.watch ? undefined : 2)}\n`
      : lead + drawStatus(snapshot, findings, io.width, io.paint.out),
  );
  return isHealthy ? 0 : 1;
}

/** Looks at a live cluster. Returns the exit code. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const request = requestOf(args);
  if (!args.watch) return look(request, args, io);
  // On a terminal each look takes the place of the last; elsewhere they follow each other.
  const clear = process.stdout.isTTY ? '\u001B[2J\u001B[H' : '';
  while (!io.signal.aborted) {
    await look(request, args, io, clear);
    await sleep(watchEveryMs, undefined, { signal: io.signal }).catch(() => {});
  }
  return interruptedCode;
}
