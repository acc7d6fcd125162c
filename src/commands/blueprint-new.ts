import { join } from 'node:path';
import type { Argv } from 'yargs';
import { createBlueprint, starterKinds } from '../actions/blueprints/create-blueprint.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Io } from '../terminal/io.ts';
import { askForBlueprint, type GivenTexts } from './ask-for-blueprint.ts';
import type { Outcome } from './command.ts';
import { once } from './options.ts';
import { shellWord } from '../model/shell-word.ts';

/** The options of `blueprint new`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('name', {
      type: 'string',
      describe: 'name of the blueprint, such as my-shop',
    })
    .option('from', { choices: starterKinds, describe: 'what to start from (default: web)' })
    .option('title', {
      type: 'string',
      coerce: once('title'),
      describe: 'title in Rancher (default: made of the name)',
    })
    .option('description', {
      type: 'string',
      coerce: once('description'),
      describe: 'line below the title (default: of the kind)',
    })
    .option('out', {
      alias: 'o',
      type: 'string',
      coerce: once('out'),
      describe: 'directory to write (default: the name)',
    })
    .option('yes', {
      alias: 'y',
      type: 'boolean',
      default: false,
      describe: 'take the defaults, without questions',
    })
    .example('$0 blueprint new my-shop', 'ask for the kind and the texts, on a terminal')
    .example('$0 blueprint new my-db --from database -y', 'a database, without questions');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']> & { readonly json?: boolean };

/** The texts of the command line, with those that were missing and asked for. */
function completed(args: Arguments, io: Io): Promise<GivenTexts> | GivenTexts {
  const isAsked = io.openPrompt !== undefined && !args.yes && args.json !== true;
  return isAsked ? askForBlueprint(args, io, io.openPrompt()) : args;
}

/** Commands that show what the new blueprint does. */
const nextSteps = (folder: string) => [
  `rancher-catalog blueprint test ${shellWord(folder)}`,
  `rancher-catalog generate -a ${shellWord(join(folder, 'answers.yml'))}`,
  'rancher-catalog lint build/catalog',
];

/** Writes a small blueprint that works as it is. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  const { name, from: kind = 'web', title, description } = await completed(args, io);
  if (name === undefined) {
    throw usageError(
      'missing argument: [name]',
      'name the blueprint: rancher-catalog blueprint new my-shop',
    );
  }
  const { folder, files } = await createBlueprint({
    name,
    kind,
    title,
    description,
    out: args.out,
  });
  const next = nextSteps(folder);
  return {
    diagnostics: [],
    text: () =>
      [
        ...files.map((path) => join(folder, path)),
        '',
        `created ${name}, next:`,
        ...next.map((command) => `  ${command}`),
        '',
      ].join('\n'),
    json: () => ({ name, kind, folder, files, next }),
  };
}
