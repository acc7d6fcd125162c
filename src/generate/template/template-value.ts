import type { AnswerItem, AnswerScalar, AnswerSpec, AnswerValue } from '../../model/answers.ts';

/** What an expression can be: an answer, an item of a list, or a field of an item. */
export type TemplateData = AnswerValue | AnswerItem;

/** A value while a template is rendered. */
export type TemplateValue =
  | FixedValue
  /** Known only in Rancher. */
  | { readonly kind: 'asked'; readonly spec: AnswerSpec }
  /** A computed text with answers in it that are known only in Rancher. */
  | { readonly kind: 'joined'; readonly parts: readonly (string | AnswerSpec)[] }
  /** A word of an asked text: a variable of Rancher's template pass. */
  | { readonly kind: 'word'; readonly variable: string }
  /** Lines that are written as they are, such as the catalog block. */
  | { readonly kind: 'block'; readonly text: string };

/** A value that is known. */
export interface FixedValue {
  readonly kind: 'fixed';
  readonly value: TemplateData;
  /** The answer that it is, if it is one. */
  readonly spec?: AnswerSpec;
  /** Whether it is a text of the entry: its title, its version … */
  readonly isEntryText?: boolean;
  /** It could not be computed, which is reported already. */
  readonly isFailed?: true;
}

/** In place of a value that could not be computed. */
export const failed: FixedValue = { kind: 'fixed', value: '', isFailed: true };

export const hasFailed = (value: TemplateValue): boolean =>
  value.kind === 'fixed' && value.isFailed === true;

export const fixed = (value: TemplateData, spec?: AnswerSpec): FixedValue =>
  spec === undefined ? { kind: 'fixed', value } : { kind: 'fixed', value, spec };

export const isScalar = (value: TemplateData): value is AnswerScalar => typeof value !== 'object';

/** How a known value reads as text; lists and maps as JSON. */
export function textOf(value: TemplateData): string {
  return isScalar(value) ? String(value) : JSON.stringify(value);
}

/** How long a value is as text, about. */
export function lengthOf(value: TemplateValue): number {
  switch (value.kind) {
    case 'fixed':
      return textOf(value.value).length;
    case 'joined':
      return value.parts.reduce(
        (sum, part) => sum + (typeof part === 'string' ? part : part.variable).length,
        value.parts.length,
      );
    case 'block':
      return value.text.length;
    case 'asked':
      return value.spec.variable.length;
    case 'word':
      return value.variable.length;
    default:
      return value satisfies never;
  }
}

/** Whether a known value is an empty text or an empty list. */
export const isEmpty = (value: TemplateData): boolean =>
  value === '' || (Array.isArray(value) && value.length === 0);

/** Whether `{{#if}}` holds for a known value. */
export function isTruthy(value: TemplateData): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== '' && value !== false && value !== 0;
}
