import type { EntryQuestion, NeverAsked } from '../actions/entries/list-questions.ts';
import { answerText, type Target } from '../model/answers.ts';
import { formatTable } from '../terminal/table.ts';

function shownDefault({ type, default: value }: EntryQuestion): string {
  if (value === '') return '(empty)';
  return type === 'password' || type === 'masked' ? '***' : value;
}

/** The end of a description, if only one Rancher has the answer. */
export const onlyIn = ({ target }: { readonly target?: Target }): string =>
  target === undefined ? '' : ` (${target === 'rancher-2' ? 'Rancher 2' : 'Rancher 1.6'} only)`;

/**
 * Questions as a table, with labels, types and defaults; with descriptions and options too if
 * `isFull`.
 */
export function formatQuestions(
  questions: readonly EntryQuestion[],
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
      isFull
        ? `${question.label}: ${options}${question.description}${onlyIn(question)}`
        : question.label,
    ];
  });
  const table = formatTable(['variable', 'type', 'default', 'question'], rows, width);
  return `${table}\n\n* must be answered`;
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
