import type { GoValue } from '../rancher/template/go-value.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import type { Expression } from './go-expression.ts';
import type { ImportedAnswer, ImportedAnswers } from './imported-answer.ts';
import { Unsupported } from './unsupported.ts';

/** What names mean where an expression is. */
export interface Scope {
  readonly answers: ImportedAnswers;
  /** Variables that are declared once, with what they stand for. */
  readonly variables: ReadonlyMap<string, Expression>;
  /** What `.` and the variables of a range stand for; `word` is an item of `splitPreserveQuotes`. */
  readonly dot: 'data' | 'word' | ImportedAnswer;
  readonly words: ReadonlySet<string>;
  /** Answers that are not empty here, because a block around tests that. */
  readonly given: ReadonlySet<ImportedAnswer>;
  /** Notes that a variable has no question. */
  readonly onUnasked: (variable: string, offset: number) => void;
}

function answerNamed(
  names: readonly string[],
  scope: Scope,
  offset: number,
): ImportedAnswer | undefined {
  const [values, variable, ...more] = names;
  if (values !== 'Values' || variable === undefined || more.length > 0) {
    throw new Unsupported(
      `.${names.join('.')} is not the answer to a question`,
      offset,
      'write it as text in the entry, or add a question for it',
    );
  }
  return scope.answers.get(variable);
}

/** What a variable stands for. */
function meant(expression: Expression, scope: Scope): Expression {
  const isVariable = expression.kind === 'variable' && expression.names.length === 0;
  const value = isVariable ? scope.variables.get(expression.name) : undefined;
  return value ? meant(value, scope) : expression;
}

const isData = ({ kind }: Expression, scope: Scope) => kind === 'field' && scope.dot === 'data';

/** An expression that means the same where the dot is another value, to be kept for a variable. */
export function boundExpression(expression: Expression, scope: Scope): Expression {
  if (expression.kind === 'call') {
    return { ...expression, args: expression.args.map((arg) => boundExpression(arg, scope)) };
  }
  if (expression.kind !== 'field' || scope.dot !== 'data') return expression;
  return { ...expression, kind: 'variable', name: '$' };
}

/** The answer that an expression is; undefined if it is another value. */
export function answerOf(expression: Expression, scope: Scope): ImportedAnswer | undefined {
  const value = meant(expression, scope);
  if (value.kind === 'dot') return typeof scope.dot === 'object' ? scope.dot : undefined;
  const isRoot = value.kind === 'variable' && value.name === '$';
  if (!isRoot && !isData(value, scope)) return undefined;
  return 'names' in value ? answerNamed(value.names, scope, value.offset) : undefined;
}

/** Thrown where a value depends on an answer. */
class Asked extends Error {}

/**
 * The value of an expression if it depends on no answer: of literals, and of variables that no question asks for,
 * which are nothing for Rancher.
 */
export function fixedValue(
  expression: Expression,
  scope: Scope,
): { readonly value: GoValue } | undefined {
  const read = (leaf: Expression): GoValue => {
    const value = meant(leaf, scope);
    if (value !== leaf) return evaluateExpression(value, read);
    const isRoot = leaf.kind === 'variable' && leaf.name === '$';
    if ((!isRoot && !isData(leaf, scope)) || answerOf(leaf, scope)) throw new Asked();
    const [, variable = ''] = 'names' in leaf ? leaf.names : [];
    scope.onUnasked(variable, leaf.offset);
    return undefined;
  };
  try {
    return { value: evaluateExpression(expression, read) };
  } catch (error) {
    if (error instanceof Asked) return undefined;
    throw error;
  }
}

/** The literal text that an expression is. */
export function literalOf(expression: Expression, scope: Scope): string | undefined {
  const fixed = fixedValue(expression, scope);
  return typeof fixed?.value === 'string' ? fixed.value : undefined;
}

/** The answers that an expression depends on; undefined if it depends on something else, too. */
export function answersIn(expression: Expression, scope: Scope): Set<ImportedAnswer> | undefined {
  if (fixedValue(expression, scope)) return new Set();
  const answer = answerOf(expression, scope);
  if (answer) return new Set([answer]);
  if (expression.kind !== 'call') return undefined;
  const found = expression.args.map((arg) => answersIn(arg, scope));
  if (found.includes(undefined)) return undefined;
  return new Set(found.flatMap((each) => [...(each ?? [])]));
}

/** The value of an expression for a text of the only answer in it. */
export function valueFor(expression: Expression, scope: Scope, text: string): GoValue {
  const read = (leaf: Expression): GoValue =>
    answerOf(leaf, scope) ? text : fixedValue(leaf, scope)?.value;
  return evaluateExpression(expression, read);
}
