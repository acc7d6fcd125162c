import {
  conditionOutcome,
  evaluatedText,
  type ConditionOutcome,
} from '../../rancher2/form/condition-outcome.ts';
import { jexlOf } from '../../rancher2/form/condition.ts';
import { keysOf } from '../../rancher2/form/value-path.ts';
import { KeptWith } from '../../source/kept-with.ts';
import { child } from '../../source/yaml-node.ts';
import { has, optionsOf, startOf, subConditions, textOf, type FormQuestion } from './questions.ts';
import type { ChartFacts } from './chart-facts.ts';
import { valueAt } from './value-path.ts';

/** A comparison of a condition. */
interface Comparison {
  readonly variable: string;
  readonly value: string;
}

/** A condition in the grammar that Rancher documents, or what is not of this grammar in it. */
export type ParsedCondition =
  | { readonly comparisons: readonly Comparison[]; readonly fault?: undefined }
  | { readonly comparisons?: undefined; readonly fault: string };

/** What makes a comparison one that is not read as it is meant. */
function faultOf(part: string): string | undefined {
  if (part.includes('!=')) return '!=';
  if (/[<>]=/.test(part)) return '<= or >=';
  if (part.includes('\n')) return 'a line break';
  if (part.includes('==')) return '==';
  if (/[()]/.test(part)) return 'parentheses';
  if (/"|='.*'$/.test(part.replaceAll(' ', ''))) return 'quotes';
  if (part.trim().startsWith('!')) return '!';
  return part.split('=').length > 2 ? 'a second =' : undefined;
}

/** Whether the order makes a difference: the form evaluates && and || from left to right. */
const isMixed = (text: string) =>
  /\|\|[^]*&&/.test(text) || (text.includes('-') && /&&[^]*\|\|/.test(text));

/**
 * Parses a show_if: comparisons with `=`, joined by &&, or by ||. A part without `=` is an expression in Jexl, such as a
 * variable alone.
 */
export function parseCondition(text: string): ParsedCondition {
  if (isMixed(text)) return { fault: '&& after ||' };
  const comparisons: Comparison[] = [];
  for (const part of text.split(/&&|\|\|/)) {
    const at = part.indexOf('=');
    // Jexl as it is.
    if (at === -1 || jexlOf(part) === part) continue;
    const fault = faultOf(part);
    if (fault !== undefined) return { fault };
    comparisons.push({ variable: part.slice(0, at).trim(), value: part.slice(at + 1).trim() });
  }
  return { comparisons };
}

/** A condition on a question itself; undefined if it is always shown, or its condition is in Jexl. */
export function conditionOf({ form }: FormQuestion): string | undefined {
  return form.if === undefined && typeof form.showIf === 'string' ? form.showIf : undefined;
}

/** The key and value of a condition on the subquestions of a question. */
export function subConditionOf(question: FormQuestion): { key: string; text: string } | undefined {
  const key = subConditions.find((each) => has(question, each));
  if (key === undefined || has(question, 'subquestions_if') || has(question, 'subquestion_if'))
    return undefined;
  return { key, text: textOf(question, key) };
}

/** Everything that has to hold for a question to be shown, as one text. */
export function wholeCondition(question: FormQuestion): string {
  const parts: string[] = [];
  for (let at: FormQuestion | undefined = question; at; at = at.parent) {
    parts.push(textOf(at, 'if'), textOf(at, 'show_if'));
    if (at.parent)
      parts.push(subConditionOf(at.parent)?.text ?? '', textOf(at.parent, 'subquestions_if'));
  }
  return parts.join('\0');
}

/** The values that a question can have; undefined if it takes any. */
function choicesOf(question: FormQuestion, chart: ChartFacts): readonly unknown[] | undefined {
  const { type } = question;
  const options = type === 'enum' || type === 'radio' ? optionsOf(question) : undefined;
  if (!options && type !== 'boolean') return undefined;
  const nodes = [
    ...(options ?? []),
    child(question.node, 'default'),
    startOf(question, chart.values),
  ];
  const scalars = nodes.flatMap((each) => (each?.kind === 'scalar' ? [each.value] : []));
  const known = scalars.map((value) => (typeof value === 'bigint' ? Number(value) : value));
  return [...new Set([undefined, null, '', ...(options ? [] : [true, false]), ...known])];
}

interface AskedPath {
  readonly question: FormQuestion;
  readonly keys: readonly string[];
}

/** What a chart asks: its paths by their first key, and the variables of the first level. */
interface Asked {
  readonly paths: ReadonlyMap<string, readonly AskedPath[]>;
  readonly variables: ReadonlySet<string>;
}

const asked = new KeptWith<ChartFacts, Asked>();

function readAsked(chart: ChartFacts): Asked {
  const paths = new Map<string, AskedPath[]>();
  const variables = new Set<string>();
  for (const question of chart.questions) {
    if (question.variable === '') continue;
    if (!question.parent) variables.add(question.variable);
    const keys = keysOf(question.variable);
    const [first = ''] = keys;
    const below = paths.get(first) ?? [];
    below.push({ question, keys });
    paths.set(first, below);
  }
  return { paths, variables };
}

const askedOf = (chart: ChartFacts): Asked => asked.of(chart, readAsked);

const isBelow = (keys: readonly string[], above: readonly string[]) =>
  above.every((key, index) => key === keys[index]);

/** The values that a path can have in the form of a chart; undefined if it can have any. */
function valuesIn(chart: ChartFacts, path: readonly string[]): readonly unknown[] | undefined {
  const related = (askedOf(chart).paths.get(path[0] ?? '') ?? []).filter(
    ({ keys }) => isBelow(keys, path) || isBelow(path, keys),
  );
  if (related.length === 0) {
    return path[0] === 'global' || valueAt(chart.values, path) ? undefined : [undefined];
  }
  const choices = related.map(({ question, keys }) =>
    keys.length === path.length ? choicesOf(question, chart) : undefined,
  );
  return choices.includes(undefined) ? undefined : choices.flatMap((each) => each ?? []);
}

/** Whether the values of the form can have a path: it is asked, or in values.yaml. */
export const isKnown = (chart: ChartFacts, variable: string): boolean =>
  valuesIn(chart, keysOf(variable))?.every((each) => each === undefined) !== true;

/** What the form of a chart does with an expression of Jexl; `showIf` is that of its question. */
export function expressionOutcome(
  chart: ChartFacts,
  expression: string,
  showIf: unknown,
): ConditionOutcome {
  return conditionOutcome(expression, {
    variables: askedOf(chart).variables,
    showIf,
    valuesAt: (path) => valuesIn(chart, path),
  });
}

/** What the form of a chart does with a condition. */
export const outcomeOf = (chart: ChartFacts, condition: string): ConditionOutcome =>
  expressionOutcome(chart, jexlOf(condition), condition);

/** What the form evaluates for a condition, in the language of Jexl; undefined if it cannot evaluate it. */
export const evaluatedOf = (condition: string): string | undefined =>
  evaluatedText(jexlOf(condition));

/** What follows from a comparison of a condition that never holds. */
export const neverShown = (chart: ChartFacts, condition: string, name: string): string =>
  outcomeOf(chart, condition) === 'never'
    ? `${name} is never shown`
    : `this part of the condition of ${name} never holds`;
