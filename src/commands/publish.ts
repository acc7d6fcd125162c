import type { Argv } from 'yargs';
import { publishEntries } from '../actions/publishing/publish-entries.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Io } from '../terminal/io.ts';
import { withStatus } from '../terminal/status.ts';
import type { Outcome } from './command.ts';
import { formatPublication, publicationJson } from './format-publication.ts';
import { answersOptions, dryRunOption, forceOption, once, targetOption } from './options.ts';
import { allowOption, repositoryOptions, timeoutMs } from './repository-options.ts';

/** The options of `publish`. */
export function builder(yargs: Argv) {
  return allowOption(repositoryOptions(answersOptions(yargs)))
    .demandOption('repo', 'missing option: --repo, the URL or path of the catalog repository')
    .option('target', targetOption('what to publish for'))
    .option('message', {
      alias: 'm',
      type: 'string',
      coerce: once('message'),
      describe: 'commit message, above the list of entries',
    })
    .option('note', {
      type: 'string',
      coerce: once('note'),
      describe: 'text for CHANGELOG.md, in place of changelog:',
    })
    .option('author', {
      type: 'string',
      coerce: once('author'),
      describe: "'Name <mail@example.com>' (default: from git)",
    })
    .option('sign', { type: 'boolean', default: false, describe: 'sign the commit and tags' })
    .option('tag', { type: 'boolean', default: false, describe: 'tag each release NAME/VERSION' })
    .option('pull-request-branch', {
      type: 'string',
      coerce: once('pull-request-branch'),
      describe: 'push to this new branch, for a pull request',
    })
    .option('allow-broken-neighbours', {
      type: 'boolean',
      default: false,
      describe: 'publish beside entries that Rancher cannot read',
    })
    .option('force', forceOption('replace edited files of the entry; take over one of others'))
    .option('dry-run', dryRunOption('print the plan without publishing'))
    .example(
      '$0 publish --repo https://git.example.com/catalog.git',
      'publish the entry of answers.yml',
    )
    .example('$0 publish -a redis.yml --repo ../catalog --dry-run', 'print what would be released')
    .example('$0 publish --repo URL --allow question-removed', 'ignore a cause for a larger bump')
    .example(
      '$0 publish --repo URL --pull-request-branch redis-1.4.0',
      'push a branch for a pull request',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

function parseAuthor(text: string | undefined) {
  if (text === undefined) return undefined;
  const [, name, email] = /^\s*([^<>\n]*[^<>\s])\s*<([^<>\s]+)>\s*$/.exec(text) ?? [];
  if (name === undefined || email === undefined) {
    throw usageError(
      `--author ${JSON.stringify(text)} is not an author`,
      "expected: --author 'Name <mail@example.com>'",
    );
  }
  return { name, email };
}

function checkUsage(args: Arguments): void {
  if (args.message?.includes('\0')) throw usageError('--message contains a NUL character');
  if (args['pull-request-branch'] !== undefined && args.tag) {
    throw usageError(
      '--tag and --pull-request-branch cannot be combined',
      'tag the release after the pull request is merged',
    );
  }
}

/** Publishes entries to a catalog repository. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  checkUsage(args);
  const options = {
    ...args,
    networkTimeoutMs: timeoutMs(args.timeout),
    allowed: args.allow,
    allowBrokenNeighbours: args['allow-broken-neighbours'],
    message: args.message,
    note: args.note,
    author: parseAuthor(args.author),
    pullRequestBranch: args['pull-request-branch'],
    dryRun: args['dry-run'],
    signal: io.signal,
  };
  const published = await withStatus(io, (onStep) => publishEntries({ ...options, onStep }));
  return {
    diagnostics: published.diagnostics,
    texts: published.texts,
    text: () => formatPublication(published, io.paint.out),
    json: () => publicationJson(published),
  };
}
