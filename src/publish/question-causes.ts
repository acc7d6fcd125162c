import { cause, type Cause, type CauseKind } from './cause.ts';

type Question = Readonly<Record<string, unknown>>;
type Questions = ReadonlyMap<string, Question>;

/** A value of a question as text; empty if there is none. */
export const valueText = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const typeOf = (question: Question) => valueText(question.type) || 'string';

const isSecret = (variable: string, question: Question) =>
  ['password', 'masked'].includes(typeOf(question)) ||
  /passw|passphrase|secret|token|credential/i.test(variable);

const optionsOf = ({ options }: Question): string[] =>
  Array.isArray(options) ? options.map(valueText) : [];

/** Bounds, with the direction in which they accept less. */
const bounds = [
  ['min', 1],
  ['min_length', 1],
  ['max', -1],
  ['max_length', -1],
] as const;

function boundChanges(before: Question, after: Question): number[] {
  return bounds.map(([key, sign]) => {
    const [old, fresh] = [before[key], after[key]];
    if (valueText(old) === valueText(fresh)) return 0;
    if (fresh === undefined) return -1;
    return old === undefined ? 1 : sign * Math.sign(Number(fresh) - Number(old));
  });
}

function valueCauses(variable: string, before: Question, after: Question): Cause[] {
  const [old, fresh] = [optionsOf(before), optionsOf(after)];
  const lost =
    old.length > 0 && fresh.length > 0 ? old.filter((each) => !fresh.includes(each)) : [];
  const gained = old.length > 0 ? fresh.filter((each) => !old.includes(each)) : [];
  const limits = boundChanges(before, after);
  const characters = ['valid_chars', 'invalid_chars'].some(
    (key) => valueText(before[key]) !== valueText(after[key]),
  );
  const isNarrower = (old.length === 0 && fresh.length > 0) || limits.includes(1) || characters;
  if (lost.length > 0) {
    return [
      cause('question-narrowed', variable, `${variable} can no longer be ${lost.join(', ')}`),
    ];
  }
  if (isNarrower) {
    return [cause('question-narrowed', variable, `${variable} accepts a narrower range`)];
  }
  if (gained.length > 0) {
    return [cause('question-widened', variable, `${variable} can also be ${gained.join(', ')}`)];
  }
  const isWider = (old.length > 0 && fresh.length === 0) || limits.includes(-1);
  return isWider ? [cause('question-widened', variable, `${variable} accepts a wider range`)] : [];
}

function defaultCauses(variable: string, before: Question, after: Question): Cause[] {
  const [old, fresh] = [valueText(before.default), valueText(after.default)];
  if (old === fresh) return [];
  const values =
    isSecret(variable, before) || isSecret(variable, after)
      ? ''
      : `, from ${JSON.stringify(old)} to ${JSON.stringify(fresh)}`;
  return [cause('default-changed', variable, `the default of ${variable} changed${values}`)];
}

/** Keys with causes of their own. */
const compared = new Set(['type', 'default']);

/** What Rancher shows of a key. Not to be required is as good as nothing. */
const shownText = (key: string, question: Question): string =>
  key === 'required' && question[key] === false ? '' : valueText(question[key]);

/** Whether Rancher shows another text of a question, or checks another thing. */
const isReworded = (before: Question, after: Question): boolean =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].some(
    (key) => !compared.has(key) && shownText(key, before) !== shownText(key, after),
  );

function changeCauses(variable: string, before: Question, after: Question): Cause[] {
  const [old, fresh] = [typeOf(before), typeOf(after)];
  const causes =
    old === fresh
      ? valueCauses(variable, before, after)
      : [
          cause(
            'question-retyped',
            variable,
            `the type of ${variable} changed from ${old} to ${fresh}`,
          ),
        ];
  if (after.required === true && before.required !== true) {
    causes.push(cause('question-required', variable, `${variable} is now required`));
  }
  causes.push(...defaultCauses(variable, before, after));
  if (causes.length === 0 && isReworded(before, after)) {
    causes.push(cause('question-reworded', variable, `the question ${variable} is reworded`));
  }
  return causes;
}

/** The question that a removed one probably became: only its name differs. */
function successorOf(gone: Question, added: Questions): string | undefined {
  const same = (key: string, fresh: Question) => valueText(gone[key]) === valueText(fresh[key]);
  return [...added].find(
    ([, fresh]) =>
      typeOf(gone) === typeOf(fresh) &&
      (valueText(gone.label) === '' ? same('default', fresh) : same('label', fresh)),
  )?.[0];
}

/** What the questions of a version mean for stacks of an earlier one; `offer`: what those are offered then. */
export function questionCauses(before: Questions, after: Questions, offer: string): Cause[] {
  const added = new Map([...after].filter(([variable]) => !before.has(variable)));
  const causes: Cause[] = [];
  const discarding = (kind: CauseKind, variable: string, what: string): Cause => ({
    ...cause(kind, variable, `${what}; existing answers are discarded`),
    ...(offer === '' ? {} : { offer }),
  });
  for (const [variable, question] of before) {
    const fresh = after.get(variable);
    if (fresh) {
      causes.push(...changeCauses(variable, question, fresh));
      continue;
    }
    const successor = successorOf(question, added);
    if (successor === undefined) {
      causes.push(
        discarding('question-removed', variable, `the question ${variable} is removed or fixed`),
      );
    } else {
      added.delete(successor);
      causes.push(
        discarding('question-renamed', variable, `${variable} is renamed to ${successor}`),
      );
    }
  }
  for (const variable of added.keys()) {
    causes.push(cause('question-added', variable, `the question ${variable} is added`));
  }
  return causes;
}
