import type { CatalogQuestion } from '../catalog-question.ts';

function defaultAnswer(question: CatalogQuestion): string {
  const { type, default: value, required, options } = question;
  if (type === 'boolean') return String(value === 'true');
  if (['service', 'certificate', 'secret'].includes(type)) return 'stack/svc';
  if (value !== '') return value;
  if (!required) return '';
  if (type === 'int' || type === 'float') return '1';
  return options[0] ?? 'dummy';
}

/**
 * The answers of a user who changes no default: what Rancher's form sends, with the least that a
 * required question takes where it has no default. Of two questions for one variable the last
 * counts.
 */
export function defaultAnswers(questions: readonly CatalogQuestion[]): Map<string, string> {
  return new Map(questions.map((question) => [question.variable, defaultAnswer(question)]));
}
