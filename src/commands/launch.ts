import type { Argv } from 'yargs';
import type { LaunchedFolder } from '../actions/entries/launch-folder.ts';
import { changesYaml, describeChartLaunch } from '../actions/launching/describe-chart-launch.ts';
import type { LaunchedChart } from '../actions/launching/launch-chart.ts';
import { launchPath } from '../actions/launching/launch-path.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { formatChartLaunch } from './format-chart-launch.ts';
import { formatLaunch } from './format-launch.ts';
import { kubeVersion, once, setOption } from './options.ts';

/** The options of `launch`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('path', {
      type: 'string',
      default: '.',
      describe: 'a template or a version of it; a chart, or a repository with --chart',
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
    .option('chart', {
      type: 'string',
      coerce: once('chart'),
      describe: 'NAME[@VERSION] of a chart in the repository at path',
    })
    .option('kube-version', {
      type: 'string',
      coerce: kubeVersion('kube-version'),
      describe: 'render a chart for this Kubernetes: v1.31.2',
    })
    .option('yaml', {
      type: 'boolean',
      default: false,
      describe: 'print the services, or the objects of a chart, as YAML',
    })
    .option('values', {
      type: 'boolean',
      default: false,
      describe: 'print the values that the form of a chart sends, without helm',
    })
    .example('$0 launch templates/redis/0', 'check a launch with the default answers')
    .example(
      '$0 launch templates/redis/0 --set scale=5 --yaml',
      'print the services with one other answer',
    )
    .example(
      '$0 launch ../charts --chart redis --set replicas=3',
      'show the values and objects of a chart for Rancher 2',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']> & { readonly json?: boolean };

function ofFolder(launched: LaunchedFolder, args: Arguments, width: number): Outcome {
  const { launch, diagnostics, texts } = launched;
  const isYaml = args.yaml && launch.verdict === 'accepted';
  return {
    diagnostics,
    texts,
    text: () => (isYaml ? launched.yaml() : formatLaunch(launched, width)),
    json: () => launched.describe(),
  };
}

function ofChart(launched: LaunchedChart, args: Arguments, width: number): Outcome {
  const { diagnostics, texts, manifest } = launched;
  return {
    diagnostics,
    texts,
    text: () => {
      // A program that reads it must not use what Rancher or Helm refuses.
      if ((args.values || args.yaml) && hasErrors(diagnostics)) return '';
      if (args.values) return changesYaml(launched);
      return args.yaml ? (manifest ?? '') : formatChartLaunch(launched, width);
    },
    json: () => describeChartLaunch(launched),
  };
}

/** Reports what Rancher would do at the launch of a template version or a chart. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  for (const other of ['yaml', 'values'] as const) {
    if (args.json && args[other]) throw usageError(`--json and --${other} do not go together`);
  }
  if (args.yaml && args.values) throw usageError('--yaml and --values do not go together');
  const { folder, chart } = await launchPath({
    path: args.path,
    chart: args.chart,
    answers: args.answers,
    set: args.set,
    previousVersion: args.releasePrevious,
    kubeVersion: args.kubeVersion ?? '',
    renders: !args.values,
    signal: io.signal,
  });
  return folder ? ofFolder(folder, args, io.width) : ofChart(chart, args, io.width);
}
