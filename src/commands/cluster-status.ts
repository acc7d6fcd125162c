import type { Argv } from 'yargs';
import { checkCluster, statusRequest, type ClusterStatus } from '../actions/live/check-cluster.ts';
import { watchCluster, type WatchListener } from '../actions/live/watch-cluster.ts';
import type { Io } from '../terminal/io.ts';
import { clusterOptions } from './cluster-options.ts';
import type { Outcome } from './command.ts';
import { formatOutage, formatStatus } from './format-status.ts';

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
    .epilogue(
      'Exit code 0: healthy; 1: something needs a fix; 2: no sentinel answered. --watch ends with 2 only if the first check fails; it reports later outages and continues.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']> & { readonly json?: boolean };

const jsonOf = ({ snapshot, findings }: ClusterStatus) => ({
  healthy: findings.length === 0,
  findings,
  snapshot,
});

/** On a terminal each check replaces the one before; elsewhere they follow each other. */
function textListener(io: Io): WatchListener {
  const clear = io.isTerminal ? '\u001B[2J\u001B[H' : '';
  const { out: paint } = io.paint;
  return {
    checked: (status) => io.out(clear + formatStatus(status, io.width, paint)),
    failed: (diagnostics) => io.out(clear + formatOutage(diagnostics, paint)),
  };
}

/** One JSON object per line. */
function jsonListener(io: Io): WatchListener {
  const print = (value: object) => io.out(`${JSON.stringify(value)}\n`);
  return {
    checked: (status) => print(jsonOf(status)),
    failed: (diagnostics) => print({ healthy: false, findings: [], diagnostics }),
  };
}

async function watch(args: Arguments, io: Io): Promise<Outcome> {
  const listener = args.json === true ? jsonListener(io) : textListener(io);
  await watchCluster({ ...args, signal: io.signal }, listener);
  return { diagnostics: [], text: () => '', json: () => ({}) };
}

/** Checks a live cluster. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  if (args.watch) return watch(args, io);
  const status = await checkCluster(statusRequest(args));
  return {
    diagnostics: [],
    text: () => formatStatus(status, io.width, io.paint.out),
    json: () => jsonOf(status),
    exitCode: status.findings.length === 0 ? 0 : 1,
  };
}
