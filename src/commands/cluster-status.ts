import type { Argv } from 'yargs';
import { checkCluster, type ClusterStatus } from '../actions/live/check-cluster.ts';
import { drawTimeline, timelineMinutes } from '../actions/live/draw-timeline.ts';
import { statusRequest } from '../actions/live/status-request.ts';
import { watchCluster, type WatchedStatus } from '../actions/live/watch-cluster.ts';
import type { Io } from '../terminal/io.ts';
import { clusterOptions } from './cluster-options.ts';
import type { Outcome } from './command.ts';
import { formatTimeline } from './format-timeline.ts';
import { once } from './options.ts';
import { formatChangeLine, formatHeadline, formatStatus, formatWatched } from './format-status.ts';

function expectOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('nodes', {
      type: 'string',
      coerce: once('nodes'),
      describe: 'host:port,host:port of a Redis Cluster, in place of --sentinels',
    })
    .option('expect-masters', {
      type: 'number',
      describe: 'number of masters with slots to require in a Redis Cluster',
    })
    .option('expect-replicas', { type: 'number', describe: 'number of replicas to require' })
    .option('expect-sentinels', { type: 'number', describe: 'number of sentinels to require' });
}

/** The options of `cluster status`. */
export function builder(yargs: Argv) {
  return expectOptions(clusterOptions(yargs))
    .option('watch', {
      alias: 'w',
      type: 'boolean',
      default: false,
      describe: 'check again every 2 s, until Ctrl-C',
    })
    .option('verbose', {
      alias: 'v',
      type: 'boolean',
      default: false,
      describe: 'print what follows from each cause in full',
    })
    .option('timeline', {
      type: 'string',
      coerce: once('timeline', true),
      describe: 'print what happened in the last minutes [default: 15]',
    })
    .option('svg', {
      type: 'string',
      coerce: once('svg'),
      describe: 'file for a picture of the timeline',
    })
    .option('fail-on', {
      choices: ['warning', 'error'] as const,
      describe: 'exit 1 from this severity on (default: 3 for warnings only)',
    })
    .example('$0 cluster status --sentinels 10.0.0.1:26379', 'one sentinel is enough')
    .example('$0 cluster status --nodes 10.0.0.1:6379', 'any node of a Redis Cluster is enough')
    .example(
      '$0 cluster status --sentinels a:16381,b:16381 --password-file redis.pw --sentinel-password-file sentinel.pw',
      'with both passwords',
    )
    .example(
      '$0 cluster status --sentinels a:26379 --expect-sentinels 3 --fail-on error --json',
      'in a monitoring check that ignores warnings',
    )
    .example(
      '$0 cluster status --sentinels a:26379 --watch | logger',
      'one line for each change of the state',
    )
    .example(
      '$0 cluster status --sentinels a:26379 --timeline 5 --svg timeline.svg',
      'what happened, as text and as a picture',
    )
    .epilogue(
      'The first line is the state: HEALTHY, DEGRADED, FAILING OVER, DOWN or CANNOT LOOK. Exit code 0: healthy; 1: something needs a fix; 2: the cluster could not be read (passwords, addresses); 3: only warnings (--fail-on warning: 1, --fail-on error: 0). --watch continues while nothing answers.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']> & { readonly json?: boolean };

const jsonOf = ({ diagnosis, seen }: ClusterStatus) => ({
  healthy: diagnosis.state === 'healthy' && diagnosis.causes.length === 0,
  state: diagnosis.state,
  headline: diagnosis.headline,
  causes: diagnosis.causes,
  findings: diagnosis.findings,
  ...(seen ? { kind: seen.kind, snapshot: seen.snapshot } : {}),
});

const layoutOf = ({ width, paint, isTerminal }: Io, isVerbose: boolean) => ({
  width,
  paint: paint.out,
  isTerminal,
  isVerbose,
});

/** On a terminal each check replaces the one before; elsewhere each change is a line, with --json each check. */
function printWatched(watched: WatchedStatus, args: Arguments, io: Io): void {
  const { status, since, isNew } = watched;
  if (args.json === true) {
    const value = {
      ...jsonOf(status),
      since: since.toISOString(),
      diagnostics: status.diagnostics,
    };
    io.out(`${JSON.stringify(value)}\n`);
  } else if (io.isTerminal) {
    io.out(`\u001B[2J\u001B[H${formatWatched(watched, layoutOf(io, args.verbose))}`);
  } else if (isNew) io.out(formatChangeLine(watched));
}

async function watch(args: Arguments, io: Io): Promise<Outcome> {
  const options = { ...args, signal: io.signal };
  await watchCluster(options, (watched) => printWatched(watched, args, io));
  return { diagnostics: [], text: () => '', json: () => ({}) };
}

/** Checks a live cluster. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  const minutes = timelineMinutes(args);
  if (args.watch) return watch(args, io);
  const status = await checkCluster(statusRequest(args), args.failOn);
  const timeline = minutes === undefined ? undefined : drawTimeline(status, minutes, args.svg);
  const layout = layoutOf(io, args.verbose);
  const more = timeline ? `\n${formatTimeline(timeline, layout)}` : '';
  return {
    diagnostics: status.diagnostics,
    // Why nothing could be read is printed as diagnostics, so that only the headline is left.
    text: () =>
      status.seen
        ? formatStatus(status, layout) + more
        : `${formatHeadline(status.diagnosis, layout)}\n`,
    json: () => ({ ...jsonOf(status), ...(timeline ? { timeline } : {}) }),
    exitCode: status.exitCode,
  };
}
