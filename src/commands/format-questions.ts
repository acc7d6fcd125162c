import type { Question } from '../model/answers.ts';
import { formatTable } from '../terminal/table.ts';

function shownDefault({ type, default: value }: Question): string {
  if (value === '') return '(empty)';
  return type === 'password' ? '***' : value;
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
      question.variable,
      question.type + (question.required ? ' *' : ''),
      shownDefault(question),
      isFull ? `${question.label}: ${options}${question.description}` : question.label,
    ];
  });
  const table = formatTable(['variable', 'type', 'default', 'question'], rows, width);
  return `${table}\n\n* must be answered`;
}
