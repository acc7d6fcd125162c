import { join } from 'node:path';
import type { Argv } from 'yargs';
import { ciSystems, writeWorkflow } from '../actions/publishing/write-workflow.ts';
import type { Outcome } from './command.ts';
import { answersOption, dryRunOption, forceOption, once, targetOption } from './options.ts';

/** The options of `ci init`. */
export function builder(yargs: Argv) {
  return answersOption(yargs, 'answers file to release, relative to --out (repeatable)')
    .positional('action', {
      choices: ['init'] as const,
      demandOption: true,
      describe: 'init: write a workflow',
    })
    .positional('system', { choices: ciSystems, demandOption: true, describe: 'CI system' })
    .option('out', {
      alias: 'o',
      type: 'string',
      coerce: once('out'),
      default: '.',
      describe: 'root of your repository',
    })
    .option('main-branch', {
      type: 'string',
      coerce: once('main-branch'),
      default: 'main',
      describe: 'branch of your repository to release from',
    })
    .option('branch', {
      alias: 'b',
      type: 'string',
      coerce: once('branch'),
      default: 'master',
      describe: 'branch of the catalog repository',
    })
    .option('target', targetOption('what to release'))
    .option('registry', {
      type: 'string',
      array: true,
      nargs: 1,
      default: [] as string[],
      describe: 'one more registry to log in to (repeatable)',
    })
    .option('force', forceOption('replace an existing workflow'))
    .option('dry-run', dryRunOption('print the workflow without writing it'))
    .example('$0 ci init github', 'workflow for the entry of answers.yml')
    .example(
      '$0 ci init gitlab -a redis.yml -a cache.yml --main-branch master',
      'workflow for two entries',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

const next: Record<Arguments['system'], string> = {
  github:
    'add the variables and secrets at its top (Settings → Secrets and variables → Actions), and commit it',
  gitlab:
    'include it in .gitlab-ci.yml, add the variables at its top (Settings → CI/CD → Variables) and a schedule, and commit it',
  drone: 'add the secrets at its top (drone secret add) and a cron job, and commit it',
};

const done = { create: 'created', replace: 'replaced', unchanged: 'unchanged' };

/** Writes a workflow that checks, builds and publishes. */
export async function run(args: Arguments): Promise<Outcome> {
  const { system, out: root = '.', 'dry-run': dryRun } = args;
  const { path, action, text, diagnostics, texts } = await writeWorkflow({
    ...args,
    root,
    mainBranch: args['main-branch'] ?? 'main',
    catalogBranch: args.branch ?? 'master',
    registries: args.registry,
    dryRun,
  });
  return {
    diagnostics,
    texts,
    text() {
      if (action === undefined) return '';
      return dryRun ? text : `${join(root, path)}  ${done[action]}\n\nnext: ${next[system]}\n`;
    },
    json: () => (action === undefined ? {} : { path, action, dryRun, text }),
  };
}
