import type { ChartQuestion } from '../actions/entries/generate-entries.ts';
import type { NeverAsked } from '../actions/entries/list-questions.ts';
import { answerText, type Question } from '../model/answers.ts';
import { formatTable } from '../terminal/table.ts';

function shownDefault({ type, default: value }: Question): string {
  if (value === '') return '(empty)';
  return type === 'password' || type === 'masked' ? '***' : value;
}

/**
 * Questions as a table, with labels, types and defaults; with descriptions and options too if
 * `isFull`.
 */
export function formatQuestions(
  questions: readonly Question[],
  width: number,
  isFull: boolean,
): string {
  const rows = questions.map((question) => {
    const options = question.type === 'enum' ? `${question.options.join(' | ')}. ` : '';
    return [
      question.answer === undefined
        ? question.variable
        : `${question.variable} (${question.answer})`,
      question.type + (question.required ? ' *' : ''),
      shownDefault(question),
      isFull ? `${question.label}: ${options}${question.description}` : question.label,
    ];
  });
  const table = formatTable(['variable', 'type', 'default', 'question'], rows, width);
  return `${table}\n\n* must be answered`;
}

function shownValue({ type, default: value }: ChartQuestion): string {
  if (value === '') return '(empty)';
  return type === 'password' ? '***' : typeof value === 'string' ? value : JSON.stringify(value);
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

/** Answers that Rancher never asks for, because they shape the entry. */
export function formatNeverAsked(neverAsked: readonly NeverAsked[]): string {
  const lines = neverAsked.map(
    ({ name, value, description }) => `  ${name}: ${answerText(value)}   ${description}`,
  );
  return lines.length === 0
    ? ''
    : `\nDecided at generation time; set them in the answers file:\n${lines.join('\n')}\n`;
}
