import type { Argv } from 'yargs';
import { indexFolder, type IndexedCatalog } from '../actions/entries/index-folder.ts';
import type { IndexedTemplate } from '../rancher/indexed-template.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { formatIndex } from './format-index.ts';
import { formatCharts } from './format-charts.ts';
import { kubeVersion, once, rancherVersion } from './options.ts';

/** The options of `index`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('catalog', {
      type: 'string',
      default: '.',
      describe: 'directory of a catalog',
    })
    .option('catalog-id', {
      type: 'string',
      default: 'catalog',
      coerce: once('catalog-id'),
      describe: 'name of the catalog in Rancher, the first part of each id',
    })
    .option('rancher-version', {
      type: 'string',
      coerce: rancherVersion('rancher-version'),
      describe: 'omit versions that do not support this Rancher: v1.6.30',
    })
    .option('kube-version', {
      type: 'string',
      coerce: kubeVersion('kube-version'),
      describe: 'omit charts that do not support this Kubernetes: v1.31.2',
    })
    .example('$0 index', 'show what Rancher would list of this catalog')
    .example(
      '$0 index ../catalog --json --rancher-version v1.6.30',
      'print everything that its API would serve',
    )
    .example(
      '$0 index ../charts --rancher-version v2.12.1 --kube-version v1.31.2',
      'show what Rancher 2 would list on this cluster',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

/** Whether a template has anything of Rancher 1.6; a folder of charts is one without. */
const isMeant = ({ configFiles, versions }: IndexedTemplate) =>
  configFiles.length + versions.length > 0;

/** Both readings of a folder; one alone if the other has nothing in it. */
function format(indexed: IndexedCatalog, width: number): string {
  const { charts, index } = indexed;
  if (!charts) return formatIndex(indexed, width);
  const isCatalog = index.templates.some(isMeant) || index.errors.length > 0;
  return isCatalog
    ? `Rancher 1.6:\n${formatIndex(indexed, width)}\n${formatCharts(charts, width)}`
    : formatCharts(charts, width);
}

/** Reports what Rancher would serve of a catalog. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  const indexed = await indexFolder({
    folder: args.catalog.replace(/(?<=.)\/+$/, ''),
    catalogId: args.catalogId ?? 'catalog',
    rancherVersion: args.rancherVersion ?? '',
    kubeVersion: args.kubeVersion ?? '',
    signal: io.signal,
  });
  return {
    diagnostics: indexed.diagnostics,
    texts: indexed.texts,
    text: () => format(indexed, io.width),
    json: () => indexed.describe(),
  };
}
