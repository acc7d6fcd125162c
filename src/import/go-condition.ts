import { isTrue } from '../rancher/template/go-value.ts';
import { answerOf, answersIn, fixedValue, valueFor, type Scope } from './answer-of.ts';
import type { Expression } from './go-expression.ts';
import { valuesOf, type ImportedAnswer } from './imported-answer.ts';
import { Unsupported } from './unsupported.ts';

/** A condition of a Go template, made of the only test that a blueprint needs: whether an answer is one of some texts. */
export type Condition =
  | { readonly kind: 'is'; readonly answer: ImportedAnswer; readonly texts: readonly string[] }
  | { readonly kind: 'fixed'; readonly value: boolean }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] };

type Call = Expression & { kind: 'call' };

export const not = (of: Condition): Condition =>
  of.kind === 'not'
    ? of.of
    : of.kind === 'fixed'
      ? { kind: 'fixed', value: !of.value }
      : { kind: 'not', of };

const isGiven = (answer: ImportedAnswer): Condition => not({ kind: 'is', answer, texts: [''] });

/** Alternatives that test the same answer are one test. */
function either(conditions: readonly Condition[]): Condition {
  const [first, ...others] = conditions;
  if (first && others.length === 0) return first;
  if (first?.kind !== 'is') return { kind: 'or', of: conditions };
  const same = conditions.flatMap((each) =>
    each.kind === 'is' && each.answer === first.answer ? [each.texts] : [],
  );
  return same.length === conditions.length
    ? { ...first, texts: [...new Set(same.flat())] }
    : { kind: 'or', of: conditions };
}

/** Whether two answers are the same; one of them has known values. */
function sameAnswers(a: ImportedAnswer, b: ImportedAnswer, offset: number): Condition {
  const texts = valuesOf(a) ?? valuesOf(b);
  if (!texts) {
    throw new Unsupported(
      'a comparison of two answers that can be any text',
      offset,
      'give one of the questions a list of options in the entry',
    );
  }
  return either(
    texts.map((text): Condition => ({
      kind: 'and',
      of: [a, b].map((answer) => ({ kind: 'is', answer, texts: [text] })),
    })),
  );
}

/** Whether two values are equal; undefined if that is not a test of answers as they are. */
function equal(a: Expression, b: Expression, scope: Scope): Condition | undefined {
  const [left, right] = [answerOf(a, scope), answerOf(b, scope)];
  if (left && right) return sameAnswers(left, right, b.offset);
  const answer = left ?? right;
  const text = fixedValue(left ? b : a, scope)?.value;
  if (!answer || typeof text !== 'string') return undefined;
  return { kind: 'is', answer, texts: [text] };
}

function comparison({ args }: Call, scope: Scope): Condition | undefined {
  const [first, ...others] = args;
  if (!first || others.length === 0) return undefined;
  const tests = others.map((other) => equal(first, other, scope));
  const known = tests.filter((test) => test !== undefined);
  return known.length === tests.length ? either(known) : undefined;
}

const partTests = new Set(['contains', 'hasPrefix', 'hasSuffix']);

/** Substrings of a text that is longer would be too many tests. */
const longestPart = 6;

function substrings(text: string): string[] {
  const all = [''];
  for (let start = 0; start < text.length; start += 1) {
    for (let end = start + 1; end <= text.length; end += 1) all.push(text.slice(start, end));
  }
  return [...new Set(all)];
}

/** Whether an answer is a part of a literal text: `contains .Values.a "/"`, where sprig takes the part first. */
function partOf(call: Call, scope: Scope): Condition | undefined {
  const [part, whole] = call.args;
  if (!partTests.has(call.name) || !part || !whole || call.args.length !== 2) return undefined;
  const [answer, text] = [answerOf(part, scope), fixedValue(whole, scope)?.value];
  if (!answer || typeof text !== 'string' || text.length > longestPart) return undefined;
  return testOf(call, scope, answer, substrings(text));
}

/** The test whether an answer is one of those values for which an expression is true. */
function testOf(
  expression: Expression,
  scope: Scope,
  answer: ImportedAnswer,
  values: readonly string[],
): Condition {
  const texts = values.filter((value) => isTrue(valueFor(expression, scope, value)));
  return texts.length === 0 ? { kind: 'fixed', value: false } : { kind: 'is', answer, texts };
}

const textsIn = (expression: Expression): string[] =>
  expression.kind === 'call'
    ? expression.args.flatMap(textsIn)
    : expression.kind === 'string'
      ? [expression.value]
      : [];

/** Any expression with one answer that has known values; the texts in it are tried too, which the API can give. */
function tabulated(expression: Expression, scope: Scope): Condition | undefined {
  const [answer, ...others] = answersIn(expression, scope) ?? [];
  const values = answer && others.length === 0 ? valuesOf(answer) : undefined;
  if (!answer || !values) return undefined;
  const tried = [...new Set([...values, ...textsIn(expression)])];
  return testOf(expression, scope, answer, tried);
}

function called(call: Call, scope: Scope): Condition | undefined {
  const { name, args } = call;
  const conditions = () => args.map((each) => conditionOf(each, scope));
  switch (name) {
    case 'eq':
      return comparison(call, scope);
    case 'ne': {
      const same = args.length === 2 ? comparison(call, scope) : undefined;
      return same && not(same);
    }
    case 'and':
      return args.length > 0 ? { kind: 'and', of: conditions() } : undefined;
    case 'or':
      return args.length > 0 ? either(conditions()) : undefined;
    case 'not':
    case 'empty':
    case 'len': {
      const [only, ...more] = args;
      const of = only && more.length === 0 ? conditionOf(only, scope) : undefined;
      return of && (name === 'len' ? of : not(of));
    }
    default:
      return partOf(call, scope);
  }
}

/** What an expression means as a condition: Go takes an empty text for false, any other for true. */
export function conditionOf(expression: Expression, scope: Scope): Condition {
  const fixed = fixedValue(expression, scope);
  if (fixed) return { kind: 'fixed', value: isTrue(fixed.value) };
  const answer = answerOf(expression, scope);
  if (answer) return isGiven(answer);
  const condition =
    (expression.kind === 'call' ? called(expression, scope) : undefined) ??
    tabulated(expression, scope);
  if (condition) return condition;
  const [only] = answersIn(expression, scope) ?? [];
  // An expression that fails for Rancher is reported as that.
  if (only) valueFor(expression, scope, only.default);
  const what =
    expression.kind === 'call'
      ? `a condition that calls ${expression.name}`
      : 'a condition that is not about an answer';
  throw new Unsupported(
    what,
    expression.offset,
    'a blueprint compares answers with texts; give the question a list of options in the entry',
  );
}

/** The answers that are certainly not empty if a condition holds, or does not hold. */
export function givenBy(condition: Condition, holds: boolean): ImportedAnswer[] {
  switch (condition.kind) {
    case 'fixed':
      return [];
    case 'not':
      return givenBy(condition.of, !holds);
    case 'is':
      return condition.texts.includes('') === holds ? [] : [condition.answer];
    case 'and':
    case 'or': {
      const isAll = (condition.kind === 'and') === holds;
      return isAll || condition.of.length === 1
        ? condition.of.flatMap((each) => givenBy(each, holds))
        : [];
    }
    default:
      return condition satisfies never;
  }
}
