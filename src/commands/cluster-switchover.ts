import type { Argv } from 'yargs';
import { switchClusterOver } from '../actions/live/switch-cluster-over.ts';
import type { Io } from '../terminal/io.ts';
import { clusterOptions } from './cluster-options.ts';
import type { Outcome } from './command.ts';
import { formatPlan, formatResult } from './format-switchover.ts';
import { dryRunOption, once } from './options.ts';

/** The options of `cluster switchover`. */
export function builder(yargs: Argv) {
  return clusterOptions(yargs)
    .option('to', {
      type: 'string',
      coerce: once('to'),
      describe: 'host:port of the next master (default: the best replica)',
    })
    .option('timeout', {
      type: 'number',
      default: 5,
      describe: 'overall timeout in seconds; limits the hold on writes',
    })
    .option('dry-run', dryRunOption('print the plan, change nothing'))
    .example('$0 cluster switchover --sentinels 10.0.0.1:26379', 'to the best replica')
    .example(
      '$0 cluster switchover --sentinels 10.0.0.1:26379 --to 10.0.0.3:6379 --dry-run',
      'only print the steps',
    )
    .epilogue(
      'Exit code 0: done; 1: refused or failed, as the message explains; 2: no sentinel answered.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

/** Makes a replica the master of a live cluster. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  const done = await switchClusterOver({ ...args, signal: io.signal });
  const { plan, result, diagnostics } = done;
  // Ctrl-C came too late to stop it: the new master is reported although the call was interrupted.
  if (io.signal.aborted) io.err(formatResult(done));
  return {
    diagnostics,
    text: () => (result ? formatResult(done) : formatPlan(done)),
    json: () => (result ? { plan, result } : { plan }),
  };
}
