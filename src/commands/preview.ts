import type { Argv } from 'yargs';
import { exportPreview } from '../actions/previewing/export-preview.ts';
import { previewCatalog, type ReadyPreview } from '../actions/previewing/preview-catalog.ts';
import { counted } from '../diagnostics/counted.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { once, setOption } from './options.ts';

function portOf(value: string | string[] | undefined): number | undefined {
  const text = once('port')(value);
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw usageError(`--port ${text} is not a port; expected a number from 1 to 65535`);
}

/** The options of `preview`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('path', {
      type: 'string',
      describe: 'a catalog, template, version or blueprint [default: .]',
    })
    .option('answers', {
      alias: 'a',
      type: 'string',
      coerce: once('answers'),
      describe: 'answers file: render its entry again on each save',
    })
    .option('set', setOption)
    .option('port', {
      type: 'string',
      coerce: portOf,
      describe: 'port of the page (if omitted, any that is free)',
    })
    .option('open', {
      type: 'boolean',
      default: true,
      describe: 'open a browser when run on a terminal',
    })
    .option('export', {
      type: 'string',
      coerce: once('export'),
      describe: 'directory for the page as files for any web server',
    })
    .option('catalog-id', {
      type: 'string',
      default: 'catalog',
      coerce: once('catalog-id'),
      describe: 'name of the catalog in Rancher',
    })
    .example('$0 preview', 'show the catalog in this directory as Rancher does')
    .example('$0 preview templates/redis --port 8080', 'show the form of a template')
    .example('$0 preview -a redis.yml', 'show what an answers file makes, while you edit it')
    .example('$0 preview --export public', 'write the page for a web server')
    .epilogue(
      'The page is served to this machine only. Ctrl-C ends it. It needs no other program: forms, files and checks are computed in the browser.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']> & { readonly json?: boolean };

const wishOf = ({ path, answers, set, catalogId = 'catalog' }: Arguments) => ({
  path,
  answers,
  set,
  catalogId,
});

async function exportTo(folder: string, args: Arguments, io: Io): Promise<Outcome> {
  const exported = await exportPreview({ ...wishOf(args), folder, signal: io.signal });
  const { files, bytes, templates, diagnostics, texts } = exported;
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  return {
    diagnostics,
    texts,
    text: () =>
      hasErrors(diagnostics)
        ? ''
        : `${folder}: ${counted(templates, 'template')} in ${counted(files, 'file')}, ${size}\n`,
    json: () => ({ folder, templates, files, bytes }),
  };
}

function print({ url, isOpened, errors }: ReadyPreview, args: Arguments, io: Io): void {
  if (args.json === true) {
    io.out(`${JSON.stringify({ url, opened: isOpened, errors })}\n`);
    return;
  }
  io.out(`${url}\n`);
  if (errors > 0) io.err(`${counted(errors, 'error')}; the page shows where\n`);
  io.err(
    isOpened ? 'Press Ctrl-C to end.\n' : 'Open this address in a browser. Press Ctrl-C to end.\n',
  );
}

/** Serves a preview until Ctrl-C, or exports it. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  if (args.export !== undefined) return exportTo(args.export, args, io);
  const { port, open } = args;
  const options = { ...wishOf(args), port, open: open && io.isTerminal, signal: io.signal };
  await previewCatalog(options, (ready) => print(ready, args, io));
  return { diagnostics: [], text: () => '', json: () => ({}) };
}
