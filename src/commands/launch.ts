import type { Argv } from 'yargs';
import { launchFolder } from '../actions/entries/launch-folder.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { formatLaunch } from './format-launch.ts';
import { once, setOption } from './options.ts';

/** The options of `launch`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('path', {
      type: 'string',
      default: '.',
      describe: 'directory of a version, or of a template',
    })
    .option('answers', {
      alias: 'a',
      type: 'string',
      coerce: once('answers'),
      describe: 'file of VARIABLE: ANSWER (if omitted, defaults are used)',
    })
    .option('set', setOption)
    .option('release-previous', {
      type: 'string',
      coerce: once('release-previous'),
      describe: 'version of the stack before (.Release.PreviousVersion)',
    })
    .option('yaml', { type: 'boolean', default: false, describe: 'print the services as YAML' })
    .example('$0 launch templates/redis/0', 'check a launch with the default answers')
    .example(
      '$0 launch templates/redis/0 --set scale=5 --yaml',
      'print the services with one other answer',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']> & { readonly json?: boolean };

/** Reports what Rancher would do at the launch of a template version. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  if (args.json && args.yaml) throw usageError('--json and --yaml do not go together');
  const launched = await launchFolder({
    folder: args.path,
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
    text: () => (isYaml ? launched.yaml() : formatLaunch(launched, io.width)),
    json: () => launched.describe(),
  };
}
