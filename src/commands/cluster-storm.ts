import type { Argv } from 'yargs';
import { storm } from '../actions/storming/storm.ts';
import { stormInside } from '../actions/storming/storm-in-namespaces.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { formatStorm } from './format-storm.ts';
import { once } from './options.ts';
import { runtimeOptions, testedEntryOptions } from './runtime-options.ts';
import { StormLines } from './storm-lines.ts';

function sizeOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('data', { type: 'number', describe: 'data nodes, 1 to 9 (default: 3)' })
    .option('sentinels', { type: 'number', describe: 'sentinels, 1 to 9 (default: 3)' })
    .option('min-replicas-to-write', {
      type: 'number',
      describe: 'replicas that a write requires (default: as the entry has it)',
    });
}

function fileOptions<T>(yargs: Argv<T>) {
  return yargs.option('report', {
    type: 'string',
    coerce: once('report'),
    describe: 'folder for storm.json, storm.md and failed rounds (default: temporary)',
  });
}

/** The options of `cluster storm`. */
export function builder(yargs: Argv) {
  return testedEntryOptions(fileOptions(sizeOptions(runtimeOptions(yargs))))
    .option('minutes', { type: 'number', describe: 'how long rounds begin (default: 10)' })
    .option('seed', { type: 'number', describe: 'chooses the faults (default: random, printed)' })
    .option('round', { type: 'number', describe: 'run only this round of the seed' })
    .option('faults', {
      type: 'string',
      coerce: once('faults'),
      describe: 'names, separated by commas (default: all that are possible)',
    })
    .option('inside', { type: 'boolean', default: false, hidden: true })
    .option('first-round', { type: 'number', default: 1, hidden: true })
    .example('$0 cluster storm', 'ten minutes of random faults')
    .example('$0 cluster storm --seed 7 --round 12', 'repeat one round')
    .example('$0 cluster storm --faults kill-return,freeze --minutes 20', 'some faults only')
    .epilogue(
      'Runs on a cluster of its own, which is removed afterwards. Exit code 0: all promises were kept; 1: one was broken; 2: the storm could not run.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']> & { readonly json?: boolean };

/** Runs a storm. */
export async function run(args: Arguments, io: Io): Promise<Outcome | number> {
  const options = { ...args, signal: io.signal };
  if (args.inside) {
    await stormInside(options, (line) => io.out(line));
    return 0;
  }
  const lines = new StormLines(io, args.json === true);
  const ran = await storm(options, lines).finally(() => lines.close());
  const { conditions, summary, rounds, report, repeat, ...rest } = ran;
  return {
    ...rest,
    text: () => formatStorm(ran, io.width),
    json: () => ({ conditions, summary, rounds, report, repeat: Object.fromEntries(repeat) }),
  };
}
