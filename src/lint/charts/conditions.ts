import { child } from '../../source/yaml-node.ts';
import { has, optionsOf, subConditions, textOf, type FormQuestion } from './questions.ts';
import { scalarText } from './value-path.ts';

/** A comparison of a condition. */
interface Comparison {
  readonly variable: string;
  readonly value: string;
}

/** A condition as Rancher up to 2.15 reads it, or what it does not understand in it. */
export type ParsedCondition =
  | { readonly comparisons: readonly Comparison[]; readonly fault?: undefined }
  | { readonly comparisons?: undefined; readonly fault: string };

/** What makes a comparison one that cannot be evaluated. */
function faultOf(part: string): string | undefined {
  if (part.includes('!=')) return '!=';
  if (/[<>]=/.test(part)) return '<= or >=';
  if (part.includes('==')) return '==';
  if (/[()]/.test(part)) return 'parentheses';
  return part.trim().startsWith('!') ? '!' : undefined;
}

/**
 * Parses a show_if (rancher/dashboard v2.15.0 shell/components/Questions/index.vue:74): comparisons with `=`, joined by &&,
 * or by ||. A part without `=` is an expression in Jexl, such as a variable alone. What the form cannot evaluate is always
 * shown.
 */
export function parseCondition(text: string): ParsedCondition {
  if (text.includes('&&') && text.includes('||')) return { fault: '&& together with ||' };
  const comparisons: Comparison[] = [];
  for (const part of text.split(/&&|\|\|/)) {
    const at = part.indexOf('=');
    if (at === -1) continue;
    const fault = faultOf(part);
    if (fault !== undefined) return { fault };
    comparisons.push({ variable: part.slice(0, at).trim(), value: part.slice(at + 1).trim() });
  }
  return { comparisons };
}

/** A condition on a question itself; undefined if it is always shown, or its condition is in Jexl. */
export const conditionOf = (question: FormQuestion): string | undefined =>
  has(question, 'if') || !has(question, 'show_if') ? undefined : textOf(question, 'show_if');

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

/** Whether a question can ever have a value; a value of free form always can. */
export function canBe(question: FormQuestion, value: string): boolean {
  if (question.type === 'boolean') return ['true', 'false', ''].includes(value);
  const options =
    question.type === 'enum' || question.type === 'radio' ? optionsOf(question) : undefined;
  if (!options || value === '' || value === 'null') return true;
  const texts = [...options, child(question.node, 'default')].map(scalarText);
  return texts.includes(value);
}
