import type { ChartQuestion } from '../actions/entries/generate-entries.ts';
import type {
  ChartQuestionList,
  ChartValueOnly,
  ListedChartQuestion,
} from '../actions/entries/list-questions.ts';
import type { Json } from '../model/json.ts';
import { formatTable } from '../terminal/table.ts';
import { onlyIn } from './format-questions.ts';

const valueText = (value: Json): string =>
  value === '' ? '(empty)' : typeof value === 'string' ? value : JSON.stringify(value);

function shownValue({ type, default: value }: ChartQuestion): string {
  return type === 'password' && value !== '' ? '***' : valueText(value);
}

/** The questions of a chart as a table, by the tabs of the form. */
export function formatChartQuestions(questions: readonly ChartQuestion[], width: number): string {
  const rows = questions.map((question) => [
    question.variable,
    question.type,
    shownValue(question),
    question.group ?? '',
    question.label,
  ]);
  return formatTable(['value', 'type', 'default', 'tab', 'question'], rows, width);
}

/** The path of a value, and its answer if that has another name. */
const named = ({ variable, answer }: ListedChartQuestion | ChartValueOnly): string =>
  variable === answer ? variable : `${variable} (${answer})`;

function questionText(question: ListedChartQuestion): string {
  const { label, options, description, show_if: condition } = question;
  const choices = Array.isArray(options) ? `${options.map(String).join(' | ')}. ` : '';
  const shown = typeof condition === 'string' ? ` Asked if ${condition}.` : '';
  return `${label}: ${choices}${description}${shown}${onlyIn(question)}`;
}

/** The questions of a chart with their answers, descriptions and conditions, and its other values. */
export function formatChartList(
  { questions, neverAsked }: ChartQuestionList,
  width: number,
): string {
  const rows = questions.map((question) => [
    named(question),
    question.type + (question.required === true ? ' *' : ''),
    shownValue(question),
    questionText(question),
  ]);
  const lines = neverAsked.map(
    (each) => `  ${named(each)}: ${valueText(each.value)}   ${each.description}${onlyIn(each)}`,
  );
  const others = [
    '',
    'Values without a question; set them in the answers file, or in the values of Helm:',
    ...lines,
    '',
  ];
  const table = formatTable(['value', 'type', 'default', 'question'], rows, width);
  return `${table}\n\n* must be answered\n${lines.length > 0 ? others.join('\n') : ''}`;
}
