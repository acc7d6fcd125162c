import type { Argv } from 'yargs';
import { migrate, type MigratedStack } from '../actions/migrating/migrate.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { formatMigration } from './format-migration.ts';
import { once } from './options.ts';

/** The options of `migrate`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('stack', {
      type: 'string',
      describe: 'file with the stack as the API gives it; - for stdin',
    })
    .option('api', {
      type: 'string',
      coerce: once('api'),
      describe: 'URL of the stack in the API of Rancher 1.6, in place of a file',
    })
    .option('catalog', {
      alias: 'c',
      type: 'string',
      coerce: once('catalog'),
      describe: 'checkout of the catalog that the stack was launched from',
    })
    .option('blueprint', {
      type: 'string',
      coerce: once('blueprint'),
      describe: 'name or directory of the blueprint of the entry',
    })
    .option('out', {
      alias: 'o',
      type: 'string',
      default: 'migration',
      coerce: (value: string | string[] | undefined) => once('out')(value) ?? 'migration',
      describe: 'directory for the files',
    })
    .option('secrets', {
      type: 'boolean',
      default: false,
      describe: 'write the passwords to a file that only you can read',
    })
    .example('$0 migrate stack.json --catalog ../catalog', 'write the values of the chart')
    .example(
      '$0 migrate --api https://rancher/v2-beta/projects/1a5/stacks/1st7 -c ../catalog',
      'read the stack from Rancher',
    )
    .epilogue(
      'With --api, CATTLE_ACCESS_KEY and CATTLE_SECRET_KEY are the API key. It is sent to the host of the URL only.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

/** The migration as plain data, without secrets. */
function describe({ release, isOwn, chart, externalId, files, report }: MigratedStack) {
  const { stack, commands, lost, notes } = report;
  return {
    stack,
    externalId,
    exact: isOwn,
    release,
    chart: chart ? { name: chart.name, version: chart.version, path: chart.path } : null,
    files: files.map(({ path }) => path),
    commands,
    notes,
    lost,
  };
}

/** Turns a stack of Rancher 1.6 into the values of a chart for Rancher 2. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  const { stack: file, api, catalog, blueprint, out, secrets } = args;
  const options = { file, api, catalog, blueprint, out, secrets, signal: io.signal };
  const migrated = await migrate(options);
  return {
    diagnostics: migrated.diagnostics,
    text: () => formatMigration(migrated, io.width),
    json: () => ({ migration: describe(migrated) }),
  };
}
