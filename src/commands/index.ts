import type { Argv } from 'yargs';
import { CatalogError } from '../diagnostics/diagnostic.ts';
import { exitCodeOf } from '../diagnostics/exit-code.ts';
import { readCatalog } from '../files/read-catalog.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import { indexCatalog } from '../rancher/index-catalog.ts';
import type { CatalogIndex } from '../rancher/indexed-template.ts';
import { cachedReader } from '../source/cached-reader.ts';
import type { Io } from '../terminal/io.ts';
import { reportDiagnostics } from '../terminal/report.ts';
import { once } from './options.ts';
import { drawIndex, indexDiagnostics, indexJson, pathFrom } from './format-index.ts';

/** The options of `index`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('catalog', {
      type: 'string',
      demandOption: true,
      describe: 'the folder of a catalog',
    })
    .option('catalog-id', {
      type: 'string',
      default: 'catalog',
      coerce: once('catalog-id'),
      describe: "the catalog's name in Rancher, the first part of every id",
    })
    .option('rancher-version', {
      type: 'string',
      coerce: once('rancher-version'),
      describe: 'leave out versions that are not for this Rancher: v1.6.30',
    })
    .option('json', { type: 'boolean', default: false, describe: 'print the index as JSON' })
    .example('$0 index .', 'what Rancher would list of this catalog')
    .example(
      '$0 index ../catalog --json --rancher-version v1.6.30',
      'all that its API would serve',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

const wanted = 'looked for templates/<name>/config.yml, or any other folder in place of templates';

/** Whether anything in a folder could be meant as a catalog. */
function checkCatalog(index: CatalogIndex, files: readonly CatalogFile[], folder: string): void {
  const named = index.templates.some(({ configFiles }) => configFiles.length > 0);
  if (named || index.errors.length > 0) return;
  if (index.templates.some(({ versions }) => versions.length > 0)) return;
  const isTemplate = files.some(({ path }) => path === 'config.yml');
  const hint = isTemplate ? 'this is one template: give the folder of the whole catalog' : wanted;
  throw new CatalogError([
    {
      code: 'not-a-catalog',
      severity: 'error',
      message:
        files.length === 0
          ? 'there is no file in this folder'
          : 'there is no entry in this folder that Rancher would find',
      at: { file: folder },
      hint,
    },
  ]);
}

/** Prints what Rancher would serve of a catalog. Returns the exit code. */
export function run(args: Arguments, io: Io): Promise<number> {
  const root = args.catalog.replace(/(?<=.)\/+$/, '');
  const { value: files, diagnostics } = readCatalog(root);
  if (!files) throw new CatalogError(diagnostics);
  const index = indexCatalog(files, {
    catalogId: args.catalogId ?? 'catalog',
    rancherVersion: args.rancherVersion ?? '',
    read: cachedReader(),
  });
  checkCatalog(index, files, root);
  if (args.json) io.out(`${JSON.stringify(indexJson(index), undefined, 2)}\n`);
  else io.out(drawIndex(index, io.width));
  const errors = indexDiagnostics(index, root);
  const texts = new Map(
    index.errors.map(({ file }) => [pathFrom(root, file.path), file.text ?? '']),
  );
  if (!args.json) reportDiagnostics(io, errors, texts);
  return Promise.resolve(exitCodeOf(errors));
}
