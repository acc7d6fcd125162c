import type { Argv } from 'yargs';
import { questionsOf } from '../answers/questions.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { exitCodeOf } from '../diagnostics/exit-code.ts';
import type { Answers, AnswerSpec } from '../model/answers.ts';
import type { Io } from '../terminal/io.ts';
import { reportDiagnostics } from '../terminal/report.ts';
import { drawQuestions } from './format-questions.ts';
import { BlueprintLoader } from '../actions/entries/load-blueprint.ts';

/** The options of `questions`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('blueprint', {
      type: 'string',
      demandOption: true,
      describe: 'the name of a blueprint, or the folder of one: ./mine',
    })
    .option('format', {
      choices: ['table', 'json', 'schema'] as const,
      default: 'table' as const,
      describe: 'a table, the questions as JSON, or the answers schema',
    })
    .option('json', { type: 'boolean', default: false, describe: 'short for --format json' })
    .example('$0 questions redis-sentinel', 'all that can be answered')
    .example('$0 questions redis-sentinel --format schema', 'the JSON Schema of the answers');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

/** Every answer with its default: those that Rancher may ask, and those it never does. */
function defaults(specs: ReadonlyMap<string, AnswerSpec>): Answers {
  const of = (ask: AnswerSpec['ask']) =>
    new Map(
      [...specs.values()]
        .filter((spec) => spec.ask === ask)
        .map((spec) => [spec.name, spec.default]),
    );
  return { asked: of('always'), fixed: of('never') };
}

function drawNeverAsked(specs: ReadonlyMap<string, AnswerSpec>, answers: Answers): string {
  const lines = [...answers.fixed].map(
    ([name, value]) => `  ${name}: ${String(value)}   ${specs.get(name)?.description ?? ''}`,
  );
  return lines.length === 0
    ? ''
    : `\nNever asked, for they shape the entry; give them in the answers file:\n${lines.join('\n')}\n`;
}

/** Prints what a blueprint can be asked. Returns the exit code. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const loader = new BlueprintLoader();
  const { value: blueprint, diagnostics } = await loader.named(args.blueprint);
  reportDiagnostics(io, diagnostics, loader.texts);
  if (!blueprint || hasErrors(diagnostics)) return exitCodeOf(diagnostics);
  const { specs, schema } = blueprint.schema;
  const answers = defaults(specs);
  const questions = questionsOf(blueprint.schema, answers);
  const format = args.json ? 'json' : args.format;
  if (format === 'schema') io.out(`${JSON.stringify(schema, undefined, 2)}\n`);
  else if (format === 'json') io.out(`${JSON.stringify(questions, undefined, 2)}\n`);
  else io.out(`${drawQuestions(questions, io.width, true)}\n${drawNeverAsked(specs, answers)}`);
  return 0;
}
