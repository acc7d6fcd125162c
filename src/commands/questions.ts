import type { Argv } from 'yargs';
import { listQuestions } from '../actions/entries/list-questions.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { formatNeverAsked, formatQuestions } from './format-questions.ts';

/** The options of `questions`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('blueprint', {
      type: 'string',
      demandOption: true,
      describe: 'name of a built-in blueprint, or a path such as ./mine',
    })
    .option('format', {
      choices: ['table', 'json', 'schema'] as const,
      default: 'table' as const,
      describe: 'table, questions as JSON, or the answers schema',
    })
    .example('$0 questions redis-sentinel', 'list all questions and their defaults')
    .example('$0 questions redis-sentinel --format schema', 'print the JSON Schema of the answers');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

const asJson = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

/** Lists what a blueprint can be asked. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  const { questions, neverAsked, schema, diagnostics, texts } = await listQuestions(args.blueprint);
  const table = () =>
    `${formatQuestions(questions, io.width, true)}\n${formatNeverAsked(neverAsked)}`;
  const formats = { table, json: () => asJson(questions), schema: () => asJson(schema) };
  return {
    diagnostics,
    texts,
    text: () => (hasErrors(diagnostics) ? '' : formats[args.format]()),
    json: () => ({ questions }),
  };
}
