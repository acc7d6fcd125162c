import type { Argv } from 'yargs';
import { planPath, type PlannedPath, type PlanPathOptions } from '../actions/planning/plan-path.ts';
import { requirements } from '../actions/planning/plan-diagnostics.ts';
import { CatalogError } from '../diagnostics/diagnostic.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import { wholeNumber } from '../diagnostics/whole-number.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { formatPlan } from './format-plan.ts';
import { once, setOption } from './options.ts';
import type { PlannedStack } from '../plan/plan-launch.ts';

/** The options of `plan`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('path', {
      type: 'string',
      describe: 'a template, a version of it, or an answers file (default: here)',
    })
    .option('hosts', {
      type: 'string',
      coerce: once('hosts'),
      describe: 'number of equal hosts, or a file of hosts; - for stdin',
    })
    .option('answers', {
      alias: 'a',
      type: 'string',
      coerce: once('answers'),
      describe: 'answers file of an entry; of a template: VARIABLE: ANSWER',
    })
    .option('set', setOption)
    .option('lose', {
      type: 'string',
      coerce: once('lose'),
      describe: 'number of hosts that are lost together (default: 1)',
    })
    .option('require', {
      choices: requirements,
      describe: 'exit 1 unless all containers can get a host, or always do',
    })
    .option('stack', {
      type: 'string',
      coerce: once('stack'),
      describe: 'name of the stack (default: that of the template)',
    })
    .option('svg', {
      type: 'string',
      coerce: once('svg'),
      describe: 'file for a picture of the placement',
    })
    .example('$0 plan templates/redis/0 --hosts 3', 'with the default answers, on equal hosts')
    .example('$0 plan --answers redis.yml --hosts hosts.yml', 'an entry that is not generated yet')
    .example(
      '$0 plan templates/redis --set sentinels=5 --hosts 5 --lose 2',
      'what the loss of any two hosts costs',
    )
    .example('$0 plan -a redis.yml --hosts 3 --require always', 'in CI: fail if a host is missing')
    .example('$0 plan -a redis.yml --hosts 3 --svg placement.svg', 'draw it')
    .epilogue(
      'Exit code 0: all containers can get a host, as far as the search decides; 1: some never do, or with --require always might not; 2: could not look.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']> & { readonly json?: boolean };

const jsonOf = ({ name, hosts, hasScheduler, lose, plan }: PlannedStack) => ({
  plan: { stack: name, hosts, scheduler: hasScheduler, lose, ...plan },
});

/** A plan. What throws is input that cannot be read, too: with a code of 1, a container would never be placed. */
async function planOf(options: PlanPathOptions): Promise<PlannedPath> {
  try {
    return await planPath(options);
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    return { planned: undefined, diagnostics: error.diagnostics, texts: new Map() };
  }
}

/** Reports where the containers of a stack can run, and what the loss of hosts costs. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  if (args.hosts === undefined) {
    throw usageError(
      'missing option: --hosts',
      'pass a number of equal hosts, or a file of hosts: --hosts 3',
    );
  }
  const { planned, diagnostics, texts } = await planOf({
    path: args.path,
    answers: args.answers,
    set: args.set,
    hosts: args.hosts,
    lose: wholeNumber('lose', args.lose, 1, 10) ?? 1,
    require: args.require,
    stack: args.stack,
    svg: args.svg,
    signal: io.signal,
  });
  return {
    diagnostics,
    texts,
    ...(planned ? {} : { exitCode: 2 }),
    text: () => (planned ? formatPlan(planned, io) : ''),
    json: () => (planned ? jsonOf(planned) : {}),
  };
}
