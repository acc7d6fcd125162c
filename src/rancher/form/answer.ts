import type { CatalogQuestion } from '../catalog-question.ts';

/** An answer in the form: null is sent, undefined is not. */
export type Answer = string | boolean | null | undefined;

/** Variable → answer, as the form sends them. */
export type Environment = Readonly<Record<string, Answer>>;

/**
 * The answer of a question before the user changes anything (UI new-catalog/component.js:144-171 and
 * schema/input-*). `certificates` are the names in the environment. The default of a service is shown, but it is
 * set before changes are observed, so the answer stays undefined.
 */
export function initialAnswer(
  { type, default: value }: Pick<CatalogQuestion, 'type' | 'default'>,
  certificates: readonly string[],
): Answer {
  if (type === 'boolean') return value === 'true';
  if (type === 'service') return undefined;
  if (type === 'certificate') return value !== '' && certificates.includes(value) ? value : null;
  return value;
}

/**
 * The answer of a question for a stack that has an answer already: that counts, even if it is empty or null. A
 * boolean is stored as text (UI schema/input-boolean/component.js:6-13).
 */
export function storedAnswer(type: string, stored: Exclude<Answer, undefined>): Answer {
  if (type !== 'boolean') return stored;
  if (stored === 'true') return true;
  return stored === 'false' ? false : stored;
}

/** Whether the form refuses to launch without another answer (UI new-catalog/component.js:214-220). */
export const isMissing = (
  { required, type }: Pick<CatalogQuestion, 'required' | 'type'>,
  answer: Answer,
): boolean => required && type !== 'boolean' && !answer;

/** An answer as templates and variables get it: the executor prints null by `%v` (lookup/map_env.go:13-25). */
export const executorText = (answer: string | boolean | null): string =>
  answer === null ? '<nil>' : String(answer);

/**
 * The answers that the executor gets. One that is undefined is not in the request, so that the executor uses the
 * default of the question.
 */
export function executorAnswers(environment: Environment): Map<string, string> {
  const answers = new Map<string, string>();
  for (const [variable, answer] of Object.entries(environment)) {
    if (answer !== undefined) answers.set(variable, executorText(answer));
  }
  return answers;
}
