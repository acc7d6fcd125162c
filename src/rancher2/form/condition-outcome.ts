import { holds, textOf, treeOf, type Tree } from './condition.ts';
import { RecentResults } from '../../source/recent-results.ts';
import { readKeysOf, setValue, type Values } from './value-path.ts';

type Path = readonly string[];

/** What is known where a condition is evaluated. */
export interface OutcomeContext {
  /** The variables of all questions of the first level. */
  readonly variables: ReadonlySet<string>;
  /** The question's own `show_if`. */
  readonly showIf: unknown;
  /** All values that a path can have; undefined if it can have any. */
  readonly valuesAt: (path: Path) => readonly unknown[] | undefined;
}

/** Whether a condition holds, whatever the values are; undefined where this is not certain. */
export type ConditionOutcome = 'always' | 'never' | 'depends' | undefined;

/** What an expression reads and compares. */
interface Parts {
  readonly paths: Path[];
  readonly literals: unknown[];
  /** Whether it has comparisons with literals only, so that one value of each kind shows what all do. */
  isPlain: boolean;
  /** Whether all that it reads is among the paths. */
  isComplete: boolean;
}

const mostCombinations = 1000;

const logical: ReadonlySet<string> = new Set(['&&', '||']);
const equality: ReadonlySet<string> = new Set(['==', '!=']);

function pathOf(tree: Tree): Path | undefined {
  if (tree.type !== 'Identifier' || tree.relative === true) return undefined;
  if (!tree.from) return [tree.value];
  const above = pathOf(tree.from);
  return above && [...above, tree.value];
}

function addParts(tree: Tree, parts: Parts): void {
  if (tree.type === 'Literal') parts.literals.push(tree.value);
  else if (tree.type === 'UnaryExpression') addParts(tree.right, parts);
  else if (tree.type === 'BinaryExpression') {
    const { operator, left, right } = tree;
    const isCompared = equality.has(operator) && [left.type, right.type].includes('Literal');
    if (!isCompared && !logical.has(operator)) parts.isPlain = false;
    addParts(left, parts);
    addParts(right, parts);
  } else {
    const path = pathOf(tree);
    if (path) parts.paths.push(path);
    else parts.isComplete = false;
  }
}

/** What is read where Rancher evaluates an expression with a hyphen again, as before 2.5. */
function addLegacyParts(showIf: string, variables: ReadonlySet<string>, parts: Parts): void {
  for (const comparison of showIf.split(/&&|\|\|/)) {
    const [left = '', ...literals] = comparison.trim().split(/!?=/);
    parts.literals.push(...literals);
    if (!variables.has(left)) continue;
    const path = readKeysOf(left);
    if (path) parts.paths.push(path);
    else parts.isComplete = false;
  }
}

/** One value of each kind: values of one kind compare with all literals the same way. */
function kindsOf(literals: readonly unknown[]): unknown[] {
  const others = [undefined, null, '', '0', 0, 1, '1', true, false, [], `${literals.join('')}?`];
  const values = [...others, ...literals.flatMap((each) => [each, textOf(each), Number(each)])];
  const kinds = new Map<string, unknown>();
  for (const value of values) {
    const isEqual = literals.map((literal) => {
      const context = { values: { value, literal }, variables: new Set<string>(), showIf: '' };
      return [holds('value == literal', context), textOf(value) === textOf(literal)];
    });
    const kind = JSON.stringify([Boolean(value), isEqual]);
    if (!kinds.has(kind)) kinds.set(kind, value);
  }
  return [...kinds.values()];
}

const isAbove = (path: Path, other: Path) =>
  path.length < other.length && path.every((key, index) => key === other[index]);

/** All combinations of values for paths; undefined if there are too many. */
function combinations(paths: readonly Path[], domains: readonly (readonly unknown[])[]) {
  if (domains.reduce((count, each) => count * each.length, 1) > mostCombinations) return undefined;
  let all: (readonly unknown[])[] = [[]];
  for (const domain of domains)
    all = all.flatMap((each) => domain.map((value) => [...each, value]));
  return all.map((each) => {
    const values: Values = {};
    for (const [index, path] of paths.entries()) {
      if (each[index] !== undefined) setValue(values, path, each[index]);
    }
    return values;
  });
}

/** Whether an expression holds for all combinations of values of its paths, by what each path can have. */
function evaluate(
  expression: string,
  { literals, isPlain }: Parts,
  paths: readonly Path[],
  known: readonly (readonly unknown[] | undefined)[],
  { variables, showIf }: OutcomeContext,
): ConditionOutcome {
  const kinds = kindsOf(literals);
  const all = combinations(
    paths,
    known.map((each) => each ?? kinds),
  );
  const found = new Set<boolean>();
  for (const values of all ?? []) {
    found.add(holds(expression, { values, variables, showIf }));
    if (found.size === 2) break;
  }
  if (found.size !== 1) return found.size === 0 ? undefined : 'depends';
  if (!isPlain && known.includes(undefined)) return undefined;
  return found.has(true) ? 'always' : 'never';
}

/** Versions of a chart, and charts of one repository, have most conditions in common. */
const outcomes = new RecentResults<{ readonly outcome: ConditionOutcome }>(1_000_000);

/** What JSON has no text for, as an object: no value of a path is one. */
const asJson = (_key: string, value: unknown) =>
  value === undefined || (typeof value === 'number' && !Number.isFinite(value))
    ? { is: String(value) }
    : value;

/** Whether an expression of Jexl holds in the form: it is evaluated with a value of each kind for all that it reads. */
export function conditionOutcome(expression: string, context: OutcomeContext): ConditionOutcome {
  const tree = treeOf(expression);
  if (!tree) return 'always';
  const parts: Parts = { paths: [], literals: [], isPlain: true, isComplete: true };
  addParts(tree, parts);
  const { showIf, variables, valuesAt } = context;
  const isLegacy = expression.includes('-');
  if (isLegacy && typeof showIf === 'string') addLegacyParts(showIf, variables, parts);
  const paths = [...new Map(parts.paths.map((path) => [JSON.stringify(path), path])).values()];
  if (!parts.isComplete || paths.some((path) => paths.some((other) => isAbove(path, other)))) {
    return undefined;
  }
  const known = paths.map(valuesAt);
  // Without a hyphen, nothing else is read.
  const legacy = isLegacy ? [showIf, [...variables]] : [];
  const key = JSON.stringify([expression, known, ...legacy], asJson);
  return outcomes.of(key, () => ({ outcome: evaluate(expression, parts, paths, known, context) }))
    .outcome;
}

/** The text of a tree below an operator, with parentheses where the order would not be clear without them. */
function textIn(tree: Tree, outer: string): string | undefined {
  if (tree.type === 'Literal') return JSON.stringify(tree.value);
  if (tree.type === 'UnaryExpression') {
    const inner = textIn(tree.right, tree.operator);
    return inner === undefined ? undefined : `${tree.operator}${inner}`;
  }
  if (tree.type !== 'BinaryExpression') return pathOf(tree)?.join('.');
  const { operator } = tree;
  const [left, right] = [textIn(tree.left, operator), textIn(tree.right, operator)];
  if (left === undefined || right === undefined) return undefined;
  const text = `${left} ${operator} ${right}`;
  const isClear =
    outer === '' || (logical.has(outer) && (outer === operator || !logical.has(operator)));
  return isClear ? text : `(${text})`;
}

/** What the form evaluates for an expression, in the order in which it does; undefined if it cannot evaluate it. */
export function evaluatedText(expression: string): string | undefined {
  const tree = treeOf(expression);
  return tree && (textIn(tree, '') ?? expression.trim());
}
