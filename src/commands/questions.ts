import type { Argv } from 'yargs';
import { listQuestions, type QuestionList } from '../actions/entries/list-questions.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { formatChartList } from './format-chart-questions.ts';
import { formatNeverAsked, formatQuestions } from './format-questions.ts';
import { targetOption } from './options.ts';

/** The options of `questions`. */
export function builder(yargs: Argv) {
  return yargs
    .positional('blueprint', {
      type: 'string',
      demandOption: true,
      describe: 'name of a built-in blueprint, or a path such as ./mine',
    })
    .option('target', targetOption('the Rancher that asks'))
    .option('format', {
      choices: ['table', 'json', 'schema'] as const,
      default: 'table' as const,
      describe: 'table, questions as JSON, or the answers schema',
    })
    .example('$0 questions redis-sentinel', 'list all questions and their defaults')
    .example('$0 questions redis-sentinel --target rancher-2', 'those of its chart only')
    .example('$0 questions redis-sentinel --format schema', 'print the JSON Schema of the answers');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

const asJson = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

const title = (rancher: string) => `${rancher}:\n\n`;

function table({ questions, neverAsked, chart }: QuestionList, width: number): string {
  const entry =
    questions === undefined
      ? ''
      : `${formatQuestions(questions, width, true)}\n${formatNeverAsked(neverAsked)}`;
  if (!chart) return entry;
  const ofChart = `${title('Rancher 2')}${formatChartList(chart, width)}`;
  return entry === '' ? ofChart : `${title('Rancher 1.6')}${entry}\n${ofChart}`;
}

/** Lists what a blueprint can be asked. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  const list = await listQuestions(args.blueprint, args.target);
  const { questions, chart, schema, diagnostics, texts } = list;
  const formats = {
    table: () => table(list, io.width),
    json: () => asJson(questions ?? chart?.questions ?? []),
    schema: () => asJson(schema),
  };
  return {
    diagnostics,
    texts,
    text: () => (hasErrors(diagnostics) ? '' : formats[args.format]()),
    json: () => ({
      questions: questions ?? [],
      ...(chart ? { chartQuestions: chart.questions, chartValues: chart.neverAsked } : {}),
    }),
  };
}
