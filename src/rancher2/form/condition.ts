import { Jexl } from 'jexl';
import { remember } from '../../model/remember.ts';
import { valueOf, type Values } from './value-path.ts';

/*
 * Conditions as the dashboard of Rancher 2.8 to 2.15 evaluates them (rancher/dashboard
 * shell/components/Questions/index.vue, migrate and evalExpr): rewritten to Jexl, and shown if that fails.
 */

const jexl = new Jexl();

// Jexl takes longer to parse an expression than to evaluate it with a hundred values.
const compile = remember((expression) => jexl.compile(expression));

const literals = new Set(['true', 'false', 'null']);

/** A condition in the language of Jexl. `!=` never is an operator: the first part of the pattern takes the `!`. */
export function jexlOf(condition: string): string {
  for (const operator of ['||', '&&']) {
    if (!condition.includes(operator)) continue;
    return condition.split(operator).map(jexlOf).join(` ${operator} `);
  }
  const [, left, right] = /^(.*)=(.*)$/.exec(condition) ?? [];
  if (left === undefined || right === undefined) return isJexl(condition) ? condition : 'true';
  const [variable, value] = [left.trim(), right.trim()];
  if (literals.has(value)) return `${variable} == ${value}`;
  return value === '' ? `!${variable}` : `${variable} == "${value}"`;
}

/** What an expression is compiled to. */
export type Tree = ReturnType<ReturnType<typeof jexl.compile>['_getAst']>;

/** The tree of an expression; undefined if it cannot be evaluated, whatever the values are. */
export function treeOf(expression: string): Tree | undefined {
  if (expression.trim() === '') return undefined;
  try {
    // oxlint-disable-next-line no-underscore-dangle -- the typed, and only, access to what Jexl has parsed
    return compile(expression)._getAst();
  } catch {
    return undefined;
  }
}

function isJexl(expression: string): boolean {
  try {
    compile(expression);
    return true;
  } catch {
    return false;
  }
}

/** A value as a template literal has it, but for null and undefined, which are ''. */
export const textOf = (value: unknown): string => [value].join('');

/** A comparison as Rancher before 2.5 understood it. */
function legacyComparison(comparison: string, values: Values, variables: ReadonlySet<string>) {
  const operator = comparison.includes('!=') ? '!=' : '=';
  const [left, right, ...more] = comparison.trim().split(operator);
  if (left === undefined || right === undefined || more.length > 0) return false;
  const answer = variables.has(left) ? valueOf(values, left) : left;
  return (textOf(answer) === right) === (operator === '=');
}

function legacyCondition(condition: string, values: Values, variables: ReadonlySet<string>) {
  const isTrue = (each: string) => legacyComparison(each, values, variables);
  const alternatives = condition.split('||');
  return alternatives.length > 1 ? alternatives.some(isTrue) : condition.split('&&').every(isTrue);
}

/** What an expression is evaluated with. */
export interface ConditionContext {
  readonly values: Values;
  /** The variables of all questions. */
  readonly variables: ReadonlySet<string>;
  /** The question's own `show_if`: used again where a hyphen in an expression is read as a minus. */
  readonly showIf: unknown;
}

/** Whether an expression of Jexl holds. One that cannot be evaluated does. */
export function holds(
  expression: string,
  { values, variables, showIf }: ConditionContext,
): boolean {
  try {
    if (compile(expression).evalSync(values)) return true;
    if (!expression.includes('-')) return false;
    return (
      typeof showIf !== 'string' || showIf === '' || legacyCondition(showIf, values, variables)
    );
  } catch {
    return true;
  }
}
