import type { Argv } from 'yargs';
import { testBlueprint } from '../actions/blueprints/test-blueprint.ts';
import type { Io } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import type { Outcome } from './command.ts';
import { formatTests } from './format-tests.ts';

/** The options of `blueprint test`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('dir', {
      type: 'string',
      default: '.',
      describe: 'directory of the blueprint',
    })
    .option('update', {
      alias: 'u',
      type: 'boolean',
      default: false,
      describe: 'write the golden files instead of comparing them',
    })
    .example('$0 blueprint test my-shop', 'run the cases of my-shop/tests/*.yml')
    .example('$0 blueprint test my-shop --update', 'the same, and write tests/golden/*.yml')
    .epilogue('Exits 0 if all cases pass, 1 if one fails, 2 if they cannot be run.');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

/** Runs the cases of a blueprint. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  const { dir: folder, update } = args;
  const tested = await withProgress(io, 'testing', (onProgress) =>
    testBlueprint({ folder, update, signal: io.signal, onProgress }),
  );
  const { cases, updated, diagnostics, texts } = tested;
  return {
    diagnostics,
    texts,
    text: () => formatTests(tested, io.paint.out),
    json: () => ({ blueprint: folder, cases, updated }),
  };
}
