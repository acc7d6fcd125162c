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
 * The answers that Rancher's form sends if the user changes no default, with a minimal value for each
 * required question without a default. If two questions have the same variable, the last one
 * wins.
 */
export function defaultAnswers(questions: readonly CatalogQuestion[]): Map<string, string> {
  return new Map(questions.map((question) => [question.variable, defaultAnswer(question)]));
}
