import { basename, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { launchFolder } from '../actions/entries/launch-folder.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { formatLaunch } from './format-launch.ts';
import { once } from './options.ts';

/** The options of `launch`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('path', {
      type: 'string',
      default: '.',
      describe:
        'the folder of a version: templates/redis/0; of a template, for its default version',
    })
    .option('answers', {
      alias: 'a',
      type: 'string',
      coerce: once('answers'),
      describe: 'a file of variable: answer; without, nobody changes a default',
    })
    .option('set', {
      alias: 's',
      type: 'string',
      array: true,
      nargs: 1,
      default: [] as string[],
      describe: 'KEY=VALUE gives one answer, before that of the file',
    })
    .option('release-previous', {
      type: 'string',
      coerce: once('release-previous'),
      describe: 'the version that the stack has before: .Release.PreviousVersion',
    })
    .option('yaml', { type: 'boolean', default: false, describe: 'print the services as YAML' })
    .example('$0 launch templates/redis/0', 'would Rancher start it, with the defaults?')
    .example('$0 launch templates/redis/0 --set scale=5 --yaml', 'the services with one answer');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']> & { readonly json?: boolean };

/** Reports what Rancher would do at the launch of a template version. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  if (args.json && args.yaml) throw usageError('--json and --yaml do not go together');
  const launched = await launchFolder({
    folder: args.path === '.' ? `../${basename(resolve('.'))}` : args.path.replace(/\/+$/, ''),
    answers: args.answers,
    set: args.set,
    previousVersion: args.releasePrevious ?? '',
    signal: io.signal,
  });
  const { launch, diagnostics, texts } = launched;
  const isYaml = args.yaml && launch.verdict === 'accepted';
  return {
    diagnostics,
    texts,
    text: () => (isYaml ? launched.yaml() : formatLaunch(launch, io.width)),
    json: () => launched.describe(),
  };
}
