import { join } from 'node:path';
import type { Argv } from 'yargs';
import { importBlueprint } from '../actions/blueprints/import-blueprint.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { once } from './options.ts';
import { shellWord } from '../model/shell-word.ts';

/** The options of `blueprint import`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('path', {
      type: 'string',
      demandOption: true,
      describe: 'directory of a template, or of a version',
    })
    .option('out', {
      alias: 'o',
      type: 'string',
      coerce: once('out'),
      describe: 'directory to write (default: the name of the template)',
    })
    .example('$0 blueprint import ../catalog/templates/redis', 'the newest version')
    .example('$0 blueprint import ../catalog/templates/redis/3 --out redis', 'another version');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

/** Turns an existing entry into a blueprint. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  const { path, out } = args;
  const { folder, version, files, diagnostics, texts } = await importBlueprint({
    path,
    out,
    signal: io.signal,
  });
  const isWritten = !hasErrors(diagnostics);
  const next = [`rancher-catalog generate -a ${shellWord(join(folder, 'answers.yml'))}`];
  const isWhole = diagnostics.every(({ severity }) => severity === 'info');
  return {
    diagnostics,
    texts,
    text: () =>
      isWritten
        ? [
            ...files.map((file) => join(folder, file)),
            '',
            `imported ${version}: the same for Rancher${isWhole ? '' : ', except for the warnings'}, next:`,
            ...next.map((command) => `  ${command}`),
            '',
          ].join('\n')
        : '',
    json: () => ({ folder, version, files, isSame: isWritten, next: isWritten ? next : [] }),
  };
}
