import { usageError } from '../diagnostics/usage-error.ts';
import type { Argv } from 'yargs';
import { hasErrors, throwOnErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { exitCodeOf, interruptedCode } from '../diagnostics/exit-code.ts';
import { renderEntry } from '../generate/render-version.ts';
import { openRepository } from '../git/open-repository.ts';
import { redactUrls } from '../git/redact.ts';
import { assertBranchName } from '../git/repository.ts';
import { Interrupted } from '../git/run-git.ts';
import { checkVersion } from '../lint/check-version.ts';
import { checkAllowances, fixedSecret } from '../publish/allowance.ts';
import type { Io } from '../terminal/io.ts';
import { reportDiagnostics } from '../terminal/report.ts';
import { Status } from '../terminal/status.ts';
import { loadEntries, type LoadedEntry } from '../actions/entries/load-entries.ts';
import { answersOptions, once } from './options.ts';
import { outcomeJson, printOutcome } from './format-publication.ts';
import { programVersion } from '../model/program-version.ts';
import { Publication, type Outcome, type RenderedLoad } from '../actions/publishing/publication.ts';
import { allowOption, repositoryOptions, timeoutMs } from './repository-options.ts';

/** The options of `publish`. */
export function builder(yargs: Argv) {
  return allowOption(repositoryOptions(answersOptions(yargs)))
    .demandOption('repo', 'publish needs --repo: the URL or path of the catalog repository')
    .option('message', {
      alias: 'm',
      type: 'string',
      coerce: once('message'),
      describe: 'what the commit says above its list of entries',
    })
    .option('author', {
      type: 'string',
      coerce: once('author'),
      describe: "who made it: 'Name <mail@example.com>' (default: as git says)",
    })
    .option('sign', { type: 'boolean', default: false, describe: 'sign the commit, and tags' })
    .option('tag', { type: 'boolean', default: false, describe: 'tag each release NAME/VERSION' })
    .option('pull-request-branch', {
      type: 'string',
      coerce: once('pull-request-branch'),
      describe: 'push to this new branch instead, for review',
    })
    .option('allow-broken-neighbours', {
      type: 'boolean',
      default: false,
      describe: 'publish although Rancher cannot read another entry there',
    })
    .option('dry-run', {
      alias: 'n',
      type: 'boolean',
      default: false,
      describe: 'print the plan, publish nothing',
    })
    .option('json', { type: 'boolean', default: false, describe: 'print what was done as JSON' })
    .example('$0 publish --repo https://git.example.com/catalog.git', 'the entry of answers.yml')
    .example('$0 publish -a redis.yml --repo ../catalog --dry-run', 'what would be released')
    .example('$0 publish --repo URL --allow question-removed', 'a cause for a larger bump accepted')
    .example('$0 publish --repo URL --pull-request-branch redis-1.4.0', 'a branch for review');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

function parseAuthor(text: string | undefined) {
  if (text === undefined) return undefined;
  const [, name, email] = /^\s*([^<>\n]*[^<>\s])\s*<([^<>\s]+)>\s*$/.exec(text) ?? [];
  if (name === undefined || email === undefined) {
    throw usageError(
      `--author ${JSON.stringify(text)} is no author`,
      "write it so: --author 'Name <mail@example.com>'",
    );
  }
  return { name, email };
}

async function checkUsage(args: Arguments): Promise<void> {
  throwOnErrors(checkAllowances(args.allow));
  if (args.message?.includes('\0')) throw usageError('--message has a NUL character in it');
  if (args.branch !== undefined) await assertBranchName('branch', args.branch);
  const review = args['pull-request-branch'];
  if (review !== undefined) await assertBranchName('pull-request-branch', review);
  if (review !== undefined && args.tag) {
    throw usageError(
      '--tag and --pull-request-branch do not go together',
      'tag what is released; a branch for review is not yet',
    );
  }
}

/** A fixed secret is a warning elsewhere; what is published is there for all to read, for good. */
function secretsAsErrors(
  diagnostics: readonly Diagnostic[],
  allowed: readonly string[],
): Diagnostic[] {
  if (allowed.includes(fixedSecret)) return [...diagnostics];
  return diagnostics.map((each) =>
    each.code === 'secret-fixed'
      ? {
          ...each,
          severity: 'error',
          hint: `${each.hint ?? ''}; or accept it: --allow ${fixedSecret}`,
        }
      : each,
  );
}

function render(entries: readonly LoadedEntry[]) {
  const rendered = entries.map((loaded): RenderedLoad => ({
    loaded,
    rendered: renderEntry(loaded.blueprint, loaded.entry, programVersion),
  }));
  const diagnostics = rendered.flatMap((each) =>
    checkVersion(each.rendered.version, each.loaded.entry.name),
  );
  return { rendered, diagnostics };
}

async function publish(
  args: Arguments,
  entries: readonly RenderedLoad[],
  io: Io,
): Promise<Outcome> {
  const author = parseAuthor(args.author);
  const limits = { networkTimeoutMs: timeoutMs(args.timeout), signal: io.signal };
  const repository = await openRepository(args.repo, args.branch, limits);
  const review = args['pull-request-branch'];
  const status = new Status(io, 'opening the repository');
  let isWhole = false;
  try {
    if (review === repository.branch) {
      throw usageError(`--pull-request-branch ${review} is the branch that it is for`);
    }
    const outcome = await new Publication(repository, entries, {
      allowed: args.allow,
      allowBrokenNeighbours: args['allow-broken-neighbours'],
      message: args.message,
      author,
      sign: args.sign,
      tag: args.tag,
      pullRequestBranch: review,
      dryRun: args['dry-run'],
      say: (text) => status.say(text),
    }).run();
    isWhole = true;
    return outcome;
  } finally {
    status.end();
    repository.close(isWhole);
  }
}

/** answers files → new versions in a catalog repository, in one commit. Returns the exit code. */
export async function run(args: Arguments, io: Io): Promise<number> {
  await checkUsage(args);
  const loaded = await loadEntries({ ...args, signal: io.signal });
  const faults = secretsAsErrors(loaded.diagnostics, args.allow);
  let outcome: Outcome | undefined;
  if (!hasErrors(faults)) {
    const { rendered, diagnostics } = render(loaded.entries);
    faults.push(...diagnostics);
    try {
      if (!hasErrors(faults)) outcome = await publish(args, rendered, io);
    } catch (error) {
      if (error instanceof Interrupted) return interruptedCode;
      throw error;
    }
    faults.push(...(outcome?.diagnostics ?? []));
  }
  const shown = redactUrls(args.repo);
  if (args.json) io.out(outcomeJson(shown, outcome, faults));
  else {
    reportDiagnostics(io, faults, loaded.texts);
    if (outcome && outcome.state !== 'refused') printOutcome(io, shown, outcome);
  }
  return exitCodeOf(faults);
}
