import type { Argv } from 'yargs';
import { setNextVersion } from '../actions/publishing/set-next-version.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { formatChange } from './format-change.ts';
import { answersOptions, dryRunOption, once, targetOption } from './options.ts';
import { allowOption, repositoryOptions, timeoutMs } from './repository-options.ts';

const sizes = ['patch', 'minor', 'major', 'auto'] as const;

/** The options of `release`. */
export function builder(yargs: Argv) {
  return allowOption(repositoryOptions(answersOptions(yargs)))
    .positional('size', {
      choices: sizes,
      demandOption: true,
      describe: 'version bump; auto: the smallest that the changes allow',
    })
    .option('catalog', {
      alias: 'c',
      type: 'string',
      coerce: once('catalog'),
      describe: 'checkout to compare with; auto needs it or --repo',
    })
    .option('target', targetOption('what to compare'))
    .option('dry-run', dryRunOption('print the new version without writing it'))
    .example('$0 release patch', 'from 1.4.0 to 1.4.1 in answers.yml')
    .example(
      '$0 release auto --repo URL --set image=redis-sentinel:7.2.1',
      'for a bot: set an image and bump',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

/** The answers file of a valid call. */
function answersPath(args: Arguments): string {
  const [path, ...others] = args.answers;
  if (path === undefined || others.length > 0) {
    throw usageError(`release edits one answers file, but ${args.answers.length} are given`);
  }
  if (path === '-') throw usageError('release edits a file, so --answers - is not possible');
  if (args.catalog !== undefined && args.repo !== undefined) {
    throw usageError('--catalog and --repo cannot be combined', 'give the one that is up to date');
  }
  if (args.size === 'auto' && args.catalog === undefined && args.repo === undefined) {
    throw usageError(
      'release auto needs --catalog or --repo, to compare with the released version',
    );
  }
  return path;
}

/** Sets the next version of an answers file. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  const path = answersPath(args);
  const change = await setNextVersion({
    ...args,
    path,
    allowed: args.allow,
    dryRun: args['dry-run'],
    networkTimeoutMs: timeoutMs(args.timeout),
    signal: io.signal,
  });
  const { plan, isWritten, diagnostics, texts } = change;
  return {
    diagnostics,
    texts,
    text: () => formatChange(change, path),
    json() {
      const { version, reason, causes } = plan?.next ?? {};
      return { file: path, name: plan?.name, from: plan?.from, version, reason, causes, isWritten };
    },
  };
}
