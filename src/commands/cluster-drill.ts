import type { Argv } from 'yargs';
import { listDrills } from '../actions/drilling/choose-drills.ts';
import { drillLiveCluster } from '../actions/drilling/drill-live-cluster.ts';
import { drillInside, drillSandboxes } from '../actions/drilling/drill-sandboxes.ts';
import { stepMark } from '../actions/drilling/run-in-namespaces.ts';
import type { Io } from '../terminal/io.ts';
import { clusterOptions } from './cluster-options.ts';
import type { Outcome } from './command.ts';
import { DrillTable } from './drill-table.ts';
import { formatDrillList } from './format-drills.ts';
import { once } from './options.ts';
import { runtimeOptions, testedEntryOptions } from './runtime-options.ts';

function liveOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('against', {
      type: 'boolean',
      default: false,
      describe: 'run on the live cluster of --sentinels (harmless drills)',
    })
    .option('yes-i-mean', {
      type: 'string',
      coerce: once('yes-i-mean'),
      describe: 'host:port of the live master, to confirm the target',
    });
}

function fileOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('report', {
      type: 'string',
      coerce: once('report'),
      describe: 'folder for report.html, .md, .json and the pictures',
    })
    .option('keep-failed', {
      type: 'string',
      coerce: once('keep-failed'),
      describe: 'folder for logs, configuration and offsets of failed drills',
    });
}

/** The options of `cluster drill`. */
export function builder(yargs: Argv) {
  return testedEntryOptions(fileOptions(liveOptions(runtimeOptions(clusterOptions(yargs)))))
    .positional('names', {
      type: 'string',
      array: true,
      default: [] as string[],
      describe: 'drills, by name or number',
    })
    .option('all', { type: 'boolean', default: false, describe: 'run every drill of a kind' })
    .option('kind', {
      choices: ['sentinel', 'cluster'] as const,
      describe: 'drills of a master with sentinels, or of a Redis Cluster',
    })
    .option('list', {
      alias: 'l',
      type: 'boolean',
      default: false,
      describe: 'list the drills, run none',
    })
    .option('repeat', { type: 'number', describe: 'how often the steps of each drill run' })
    .option('lanes', { type: 'number', describe: 'how many drills run side by side' })
    .option('inside', { type: 'boolean', default: false, hidden: true })
    .example('$0 cluster drill --list', 'list the drills')
    .example('$0 cluster drill master-killed --repeat 10', 'one drill, ten times on one cluster')
    .example('$0 cluster drill --all --report drills', 'every drill, with a report')
    .example('$0 cluster drill --all --kind cluster', 'every drill of a Redis Cluster')
    .example('$0 cluster drill --all --runtime docker', 'every drill that containers allow')
    .example(
      '$0 cluster drill planned-switchover --against --sentinels a:26379 --yes-i-mean 10.0.0.1:6379',
      'on a live cluster',
    )
    .epilogue(
      'Each drill runs on a cluster of its own, which is removed afterwards. Exit code 0: all passed; 1: one failed; 2: one could not run.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']> & { readonly json?: boolean };

/** Runs drills, or lists them. */
export async function run(args: Arguments, io: Io): Promise<Outcome | number> {
  const options = { ...args, names: args.names ?? [], signal: io.signal };
  if (args.list) {
    const list = listDrills(options);
    return {
      diagnostics: [],
      text: () => formatDrillList(list, io.width),
      json: () => ({ drills: list.drills }),
    };
  }
  if (args.inside) {
    const finished = await drillInside(options, (step) => io.out(`${stepMark}${step}\n`));
    io.out(`${JSON.stringify(finished)}\n`);
    return 0;
  }
  const table = new DrillTable(io, args.json === true);
  const start = args.against ? drillLiveCluster : drillSandboxes;
  const { drills, report, ...rest } = await start(options, table).finally(() => table.close());
  if (report !== undefined) io.err(`report: ${report}\n`);
  return { ...rest, text: () => '', json: () => ({ drills }) };
}
