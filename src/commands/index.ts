import type { Argv } from 'yargs';
import { indexFolder } from '../actions/entries/index-folder.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { formatIndex } from './format-index.ts';
import { once, rancherVersion } from './options.ts';

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
    .example('$0 index', 'show what Rancher would list of this catalog')
    .example(
      '$0 index ../catalog --json --rancher-version v1.6.30',
      'print everything that its API would serve',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

/** Reports what Rancher would serve of a catalog. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  const indexed = await indexFolder({
    folder: args.catalog.replace(/(?<=.)\/+$/, ''),
    catalogId: args.catalogId ?? 'catalog',
    rancherVersion: args.rancherVersion ?? '',
    signal: io.signal,
  });
  return {
    diagnostics: indexed.diagnostics,
    texts: indexed.texts,
    text: () => formatIndex(indexed, io.width),
    json: () => ({ templates: indexed.describe() }),
  };
}
