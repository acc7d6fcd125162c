import { catalogError } from '../diagnostics/diagnostic.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Argv } from 'yargs';
import type { Drill } from '../cluster/drills/drill.ts';
import { drillsFor } from '../cluster/drills/all-drills.ts';
import { lineOf, listed } from '../cluster/drills/describe-drill.ts';
import { containerTimings } from '../cluster/drills/timings.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { removeLeftovers } from '../docker/belongings.ts';
import { interruptedCode } from '../diagnostics/exit-code.ts';
import type { Io } from '../terminal/io.ts';
import { clusterEntry, type ClusterEntry } from '../actions/sandbox/load-cluster-entry.ts';
import { clusterOptions } from '../actions/live/snapshot-request.ts';
import { drawList, DrillTable } from './drill-table.ts';
import { drillLive } from '../actions/drilling/drill-live-cluster.ts';
import { writeReport, type ReportedRun } from '../actions/drilling/write-report.ts';
import {
  obstacle,
  runDrills,
  runHere,
  type Finished,
  type RunOptions,
} from '../actions/drilling/run-drills.ts';
import { imageForNodes } from '../actions/sandbox/prepare-image.ts';
import { once } from './options.ts';
import {
  askedRuntime,
  runtimeOptions,
  type RuntimeKind,
} from '../actions/sandbox/choose-runtime.ts';

function liveOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('against', {
      type: 'boolean',
      default: false,
      describe: 'the live cluster of --sentinels, for drills that are harmless',
    })
    .option('yes-i-mean', {
      type: 'string',
      coerce: once('yes-i-mean'),
      describe: 'host:port of the live master, so that it is the right one',
    });
}

/** The options of `cluster drill`. */
export function builder(yargs: Argv) {
  return liveOptions(runtimeOptions(clusterOptions(yargs)))
    .positional('names', {
      type: 'string',
      array: true,
      default: [] as string[],
      describe: 'drills by name or number',
    })
    .option('all', { type: 'boolean', default: false, describe: 'every drill' })
    .option('list', {
      alias: 'l',
      type: 'boolean',
      default: false,
      describe: 'show the drills, run none',
    })
    .option('repeat', { type: 'number', describe: 'how often the steps of each drill are done' })
    .option('lanes', { type: 'number', describe: 'how many drills run side by side' })
    .option('report', {
      type: 'string',
      coerce: once('report'),
      describe: 'a folder for report.json, report.md and a picture of each drill',
    })
    .option('keep-failed', {
      type: 'string',
      coerce: once('keep-failed'),
      describe: 'folder for logs, configuration and offsets of failed drills',
    })
    .option('answers', {
      alias: 'a',
      type: 'string',
      coerce: once('answers'),
      describe: 'an answers file; the nodes get what its entry would give them',
    })
    .option('start-script', {
      type: 'string',
      coerce: once('start-script'),
      describe: 'process: the start script of an image of your own',
    })
    .option('json', {
      type: 'boolean',
      default: false,
      describe: 'print the results, or the list, as JSON',
    })
    .option('inside', { type: 'boolean', default: false, hidden: true })
    .example('$0 cluster drill --list', 'what there is')
    .example('$0 cluster drill master-killed --repeat 10', 'one of them, ten times on one cluster')
    .example('$0 cluster drill --all --report drills', 'all of them, with pictures')
    .example('$0 cluster drill --all --runtime docker', 'all that can be done to containers')
    .example(
      '$0 cluster drill planned-switchover --against --sentinels a:26379 --yes-i-mean 10.0.0.1:6379',
      'on a live cluster',
    )
    .epilogue(
      'Drills run on a cluster of their own that is removed afterwards. Exit code 0: all passed; 1: one failed; 2: one could not run.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

function chooseDrills(names: readonly string[], all: readonly Drill[]): Drill[] {
  return names.map((word) => {
    const found = all.find(({ id, name }) => name === word || String(id) === word);
    if (found) return found;
    const meant = nearest(
      word,
      all.map(({ name }) => name),
    );
    throw catalogError(
      'drill-unknown',
      `there is no drill ${word}`,
      meant === undefined ? 'cluster drill --list shows them' : `did you mean ${meant}?`,
    );
  });
}

function wholeNumber(name: string, value: number | undefined, most: number): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= most)) return value;
  throw usageError(`--${name} wants a whole number from 1 to ${most}`, `such as --${name} 2`);
}

/** The drills of a call that can run; one that is named and cannot is an error. */
function ableDrills(drills: readonly Drill[], kind: RuntimeKind, isAll: boolean, io: Io): Drill[] {
  const able: Drill[] = [];
  for (const drill of drills) {
    const reason = obstacle(drill, kind);
    // Some faults cannot be done to containers on any machine.
    if (reason !== undefined && isAll && kind === 'docker')
      io.err(`${drill.id} ${drill.name} is left out: ${reason}\n`);
    else if (reason !== undefined)
      throw catalogError(
        'drill-cannot-run',
        `${drill.name} cannot run here: ${reason}`,
        'install what is missing, or name the drills that can run',
      );
    else able.push(drill);
  }
  return able;
}

/** How many drills run side by side; making containers takes cores that others are measured on. */
function lanesFor(args: Arguments, kind: RuntimeKind): number {
  const cores = availableParallelism();
  const able = kind === 'docker' ? Math.min(2, Math.floor(cores / 2)) : Math.min(4, cores + 1);
  return wholeNumber('lanes', args.lanes, 16) ?? Math.max(1, able);
}

async function runSandboxed(drills: readonly Drill[], args: Arguments, io: Io): Promise<number> {
  const begunMs = performance.now();
  const kind = askedRuntime(args) ?? 'process';
  if (kind === 'docker' && args.startScript !== undefined)
    throw usageError(
      '--start-script is for processes',
      'build an image with it, and name that with --image',
    );
  const rounds = wholeNumber('repeat', args.repeat, 1000);
  const lanes = lanesFor(args, kind);
  const able = ableDrills(drills, kind, args.all, io);
  const entry = await clusterEntry(args.answers, io);
  const options: RunOptions = {
    entry,
    answers: args.answers,
    rounds,
    startScript: args.startScript,
    keepFailed: args.keepFailed === undefined ? undefined : resolve(args.keepFailed),
    image: kind === 'docker' ? await openImage(entry, args.image, io) : undefined,
    signal: io.signal,
  };
  if (io.signal.aborted) return interruptedCode;
  const [only] = drills;
  if (args.inside && only) {
    io.out(`${JSON.stringify(await runHere(only, options))}\n`);
    return 0;
  }
  const table = new DrillTable(io, able.length, args.json);
  const jobs = able.map((drill) => ({ drill, options }));
  const done = await runDrills(jobs, lanes, io.signal, table).finally(() => table.close());
  const tookS = (performance.now() - begunMs) / 1000;
  return finish(done, args, io, { drills, image: options.image, tookS });
}

/** The image of the nodes, once what killed runs left behind is out of the way. */
async function openImage(entry: ClusterEntry, asked: string | undefined, io: Io) {
  const image = await imageForNodes(entry, asked, io);
  await removeLeftovers();
  return image;
}

function finish(done: readonly Finished[], args: Arguments, io: Io, ran: ReportedRun): number {
  if (args.report !== undefined && done.length > 0) {
    writeReport(args.report, done, ran);
    io.err(`the report is in ${args.report}\n`);
  }
  if (args.json)
    io.out(
      `${JSON.stringify({ drills: done.map(({ result }) => lineOf(result)) }, undefined, 2)}\n`,
    );
  if (io.signal.aborted) return interruptedCode;
  if (!done.every(({ result }) => result.hasRun)) return 2;
  return done.every(({ result }) => result.pass) ? 0 : 1;
}

/** Runs drills, or lists them. Returns the exit code. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const all = drillsFor(askedRuntime(args) === 'docker' ? containerTimings : undefined);
  const names = args.names ?? [];
  if (args.list) {
    io.out(
      args.json
        ? `${JSON.stringify({ drills: all.map(listed) }, undefined, 2)}\n`
        : drawList(all, io.width),
    );
    return 0;
  }
  if (args.all && names.length > 0)
    throw usageError('--all and names of drills do not go together', 'use one of the two');
  if (!args.all && names.length === 0)
    throw usageError('no drill is named', 'cluster drill --list shows them; --all runs them');
  const chosen = args.all ? [...all] : chooseDrills(names, all);
  if (!args.against) return runSandboxed(chosen, args, io);
  if (askedRuntime(args) !== undefined)
    throw usageError('--runtime and --image are for sandboxes', 'a live cluster is what it is');
  const done = await drillLive(chosen, args, io);
  return finish(done, args, io, { drills: chosen, image: undefined, tookS: 0 });
}
