import { setTimeout as sleep } from 'node:timers/promises';
import type { Argv } from 'yargs';
import { checkCluster, statusRequest } from '../actions/live/check-cluster.ts';
import type { Io } from '../terminal/io.ts';
import { clusterOptions } from './cluster-options.ts';
import type { Outcome } from './command.ts';
import { formatStatus } from './format-status.ts';

/** The options of `cluster status`. */
export function builder(yargs: Argv) {
  return clusterOptions(yargs)
    .option('expect-replicas', { type: 'number', describe: 'number of replicas to require' })
    .option('expect-sentinels', { type: 'number', describe: 'number of sentinels to require' })
    .option('watch', {
      alias: 'w',
      type: 'boolean',
      default: false,
      describe: 'check again every 2 s, until Ctrl-C',
    })
    .example('$0 cluster status --sentinels 10.0.0.1:26379', 'one sentinel is enough')
    .example(
      '$0 cluster status --sentinels a:16381,b:16381 --password-file redis.pw --sentinel-password-file sentinel.pw',
      'with both passwords',
    )
    .example(
      '$0 cluster status --sentinels a:26379 --expect-sentinels 3 --json',
      'in a monitoring check: exit code 0 or 1',
    )
    .epilogue('Exit code 0: healthy; 1: something needs a fix; 2: no sentinel answered.');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']> & { readonly json?: boolean };

const watchEveryMs = 2000;

/** Checks again and again until Ctrl-C; prints each check as it ends. */
async function watch(args: Arguments, io: Io): Promise<Outcome> {
  const request = statusRequest(args);
  // On a terminal each check replaces the one before; elsewhere they follow each other.
  const clear = io.isTerminal ? '\u001B[2J\u001B[H' : '';
  while (!io.signal.aborted) {
    const status = await checkCluster(request);
    const { snapshot, findings } = status;
    io.out(
      args.json === true
        ? `${JSON.stringify({ healthy: findings.length === 0, findings, snapshot })}\n`
        : clear + formatStatus(status, io.width, io.paint.out),
    );
    await sleep(watchEveryMs, undefined, { signal: io.signal }).catch(() => {});
  }
  return { diagnostics: [], text: () => '', json: () => ({}) };
}

/** Checks a live cluster. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  if (args.watch) return watch(args, io);
  const status = await checkCluster(statusRequest(args));
  const { snapshot, findings } = status;
  const isHealthy = findings.length === 0;
  return {
    diagnostics: [],
    text: () => formatStatus(status, io.width, io.paint.out),
    json: () => ({ healthy: isHealthy, findings, snapshot }),
    exitCode: isHealthy ? 0 : 1,
  };
}
