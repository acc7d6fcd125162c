import { usageError } from '../diagnostics/usage-error.ts';
import { isAbsolute, join, normalize } from 'node:path';
import type { Argv } from 'yargs';
import { CatalogError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { isFile } from '../files/find-blueprint.ts';
import { planFile, writeFile, type FileAction } from '../files/write-new-file.ts';
import { assertBranchName } from '../git/repository.ts';
import { renderWorkflow, workflowPaths } from '../publish/workflow/render-workflow.ts';
import { ciSystems, type CiSystem } from '../publish/workflow/workflow-options.ts';
import type { Io } from '../terminal/io.ts';
import { reportDiagnostics } from '../terminal/report.ts';
import { once } from './options.ts';
import { programVersion } from '../model/program-version.ts';

/** The options of `ci init`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('action', {
      choices: ['init'] as const,
      demandOption: true,
      describe: 'init: write it',
    })
    .positional('system', { choices: ciSystems, demandOption: true, describe: 'the CI system' })
    .option('answers', {
      alias: 'a',
      type: 'string',
      array: true,
      nargs: 1,
      default: ['answers.yml'],
      describe: 'the answers files to release, relative to --out',
    })
    .option('out', {
      alias: 'o',
      type: 'string',
      coerce: once('out'),
      default: '.',
      describe: 'the root of your repository',
    })
    .option('main-branch', {
      type: 'string',
      coerce: once('main-branch'),
      default: 'main',
      describe: 'the branch of your repository whose pushes are released',
    })
    .option('branch', {
      alias: 'b',
      type: 'string',
      coerce: once('branch'),
      default: 'master',
      describe: 'the branch of the catalog repository',
    })
    .option('force', {
      type: 'boolean',
      default: false,
      describe: 'replace a workflow that is there',
    })
    .option('dry-run', {
      alias: 'n',
      type: 'boolean',
      default: false,
      describe: 'print the workflow, write nothing',
    })
    .option('json', { type: 'boolean', default: false, describe: 'print what was done as JSON' })
    .example('$0 ci init github', 'a workflow for the entry of answers.yml')
    .example('$0 ci init gitlab -a redis.yml -a cache.yml --main-branch master', 'for two entries');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

// The shell of the workflow could take any of these; its YAML, and people, could not.
const oddCharacters = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/;

function checkAnswers(path: string): string {
  const plain = normalize(path);
  if (
    path === '' ||
    path === '-' ||
    isAbsolute(path) ||
    plain.startsWith('..') ||
    oddCharacters.test(path)
  ) {
    throw usageError(
      `--answers ${JSON.stringify(path)} is no path in the repository`,
      'name it as from the root of the repository: redis/answers.yml',
    );
  }
  return plain;
}

function missingAnswers(root: string, answers: readonly string[]): Diagnostic[] {
  return answers
    .filter((path) => !isFile(join(root, path)))
    .map((path) => ({
      code: 'file-missing',
      severity: 'warning',
      message: 'the workflow will release this answers file, which is not there yet',
      at: { file: join(root, path) },
    }));
}

function assertReplaceable(action: FileAction, path: string, isForced: boolean): void {
  if (action !== 'replace' || isForced) return;
  throw new CatalogError([
    {
      code: 'file-exists',
      severity: 'error',
      message: 'there is a workflow already, and it is another one',
      at: { file: path },
      hint: '--force replaces it; --dry-run prints what it would be',
    },
  ]);
}

const next: Record<CiSystem, string> = {
  github:
    'add the secrets that it names (Settings → Secrets and variables → Actions), and commit it',
  gitlab: 'add the variables that it names (Settings → CI/CD → Variables), and commit it',
  drone: 'add the secrets that it names (drone secret add), and commit it',
};

/** Writes a workflow that checks, builds and publishes. Returns the exit code. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const { system } = args;
  const answers = args.answers.map(checkAnswers);
  await assertBranchName('main-branch', args['main-branch'] ?? '');
  await assertBranchName('branch', args.branch ?? '');
  const root = args.out ?? '.';
  const text = renderWorkflow(system, {
    answers,
    mainBranch: args['main-branch'] ?? 'main',
    catalogBranch: args.branch ?? 'master',
    programVersion,
  });
  const path = workflowPaths[system];
  const action = planFile(root, path, text);
  if (args['dry-run'] && !args.json) {
    io.out(text);
    return 0;
  }
  assertReplaceable(action, join(root, path), args.force);
  if (action !== 'unchanged' && !args['dry-run']) writeFile(root, path, text);
  const diagnostics = missingAnswers(root, answers);
  if (args.json) io.out(`${JSON.stringify({ path, action, diagnostics }, undefined, 2)}\n`);
  else {
    reportDiagnostics(io, diagnostics, new Map());
    const done = { create: 'created', replace: 'replaced', unchanged: 'unchanged' }[action];
    io.out(`${join(root, path)}  ${done}\n\nnext: ${next[system]}\n`);
  }
  return 0;
}
