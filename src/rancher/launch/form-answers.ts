import type { CatalogQuestion } from '../catalog-question.ts';
import { executorText, initialAnswer, isMissing } from '../form/answer.ts';

/** The answers that Rancher's form sends if the user changes nothing that need not be changed. */
export interface FormAnswers {
  /** Variable → answer; the first guess for one that is not known. */
  readonly answers: ReadonlyMap<string, string>;
  /**
   * Variable → guesses of an answer that only the user, or the lists of the real Rancher, can give. The form
   * does not launch without it.
   */
  readonly unknown: ReadonlyMap<string, readonly string[]>;
}

/** Part of every guess that is a text, so that what was made of it can be recognized. */
const mark = 'unknown-answer';

/** Whether a text contains a guess, so that its meaning is not known before the user answers. */
export const isGuessed = (text: string): boolean => text.includes(mark);

/** A guess of a text. */
export const unknownText = mark;

const numbers = ['1', '8080', '100'];

/** Guesses of different forms, because it is not known what the template does with the answer. */
function guesses({ type, default: value, options }: CatalogQuestion, place: number): string[] {
  if (options.length > 0) return [...options];
  const name = `${mark}-${place}`;
  if (type === 'int' || type === 'float') return numbers;
  if (type === 'certificate' && value !== '') return [value, '<nil>'];
  if (type === 'service') return [`stack/${name}`, `stack/${name}-2`];
  if (type === 'certificate' || type === 'secret') return [name, `${name}-2`];
  return [name, `${mark}=${place}`, '1', 'true', '8080', '512m', `/${name}`, `10.0.0.${place}`];
}

/** The answer that the executor gets if the user changes nothing; undefined if it is not known. */
function sentAnswer(question: CatalogQuestion): string | undefined {
  // The list of certificates decides whether the default is one of them.
  if (question.type === 'certificate' && question.default !== '') return undefined;
  const answer = initialAnswer(question, []);
  if (isMissing(question, answer)) return undefined;
  return answer === undefined ? question.default : executorText(answer);
}

/** Questions of which each gets another form than all others, one after the other. */
const mostAlone = 20;

/**
 * What users could enter where a default is empty: the same form of an answer for all of these questions, then another
 * one for each of them, such as a size or a port among names. The default answers are the first set.
 */
export function* plausibleAnswers(
  questions: readonly CatalogQuestion[],
): Generator<ReadonlyMap<string, string>> {
  yield new Map();
  const open = questions.filter((question) => question.default === '');
  const all = open.map((question, index) => guesses(question, index + 1));
  const forms = Math.max(0, ...all.map(({ length }) => length));
  const given = (formOf: (index: number) => number) =>
    new Map(
      all.map((values, index) => [
        open[index]?.variable ?? '',
        values[formOf(index) % values.length] ?? '',
      ]),
    );
  for (let form = 0; form < forms; form += 1) yield given(() => form);
  for (const alone of open.slice(0, mostAlone).keys()) {
    for (let form = 1; form < forms; form += 1) {
      yield given((index) => (index === alone ? form : 0));
    }
  }
}

/**
 * The answers of a user who changes nothing. If two questions have the same variable, the last one wins.
 * `variant` rotates the guesses: what differs between two variants depends on an answer that is not known.
 */
export function formAnswers(questions: readonly CatalogQuestion[], variant = 0): FormAnswers {
  const answers = new Map<string, string>();
  const unknown = new Map<string, readonly string[]>();
  for (const [index, question] of questions.entries()) {
    const sent = sentAnswer(question);
    const all = sent === undefined ? guesses(question, index + 1) : [];
    const first = variant % Math.max(1, all.length);
    const rotated = [...all.slice(first), ...all.slice(0, first)];
    if (sent === undefined) unknown.set(question.variable, rotated);
    else unknown.delete(question.variable);
    answers.set(question.variable, sent ?? rotated[0] ?? '');
  }
  return { answers, unknown };
}
