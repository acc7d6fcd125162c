import type { AskedTest } from './evaluate.ts';
import type { At } from './template-node.ts';
import type { TemplateValue } from './template-value.ts';

/** The tag of a block. */
export type ControlMark = (
  | { readonly kind: 'if'; readonly test: AskedTest }
  | { readonly kind: 'range'; readonly variable: string; readonly spec: string }
  | { readonly kind: 'else' }
  | { readonly kind: 'end' }
) & {
  readonly at: At;
  /** Whether nothing else is on its line. */
  readonly isOwnLine?: boolean;
  readonly isInRange?: boolean;
};

/** What a marker stands for. */
export type Mark =
  | {
      readonly kind: 'value';
      readonly value: TemplateValue;
      readonly isText: boolean;
      readonly isSecret: boolean;
      readonly at: At;
      /** Whether it is in a `range` of Rancher's template pass, in which `.` is something else. */
      readonly isInRange?: boolean;
    }
  | { readonly kind: 'literal'; readonly text: string; readonly at: At }
  | ControlMark;

export const isControl = (mark: Mark): mark is ControlMark =>
  mark.kind !== 'value' && mark.kind !== 'literal';

/**
 * A rendered template with markers in the places of its values. YAML takes a marker for text, so the structure of
 * the file is known before any value is in it.
 */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Where each line of the text comes from. */
  readonly origins: readonly At[];
}

const head = 'mArK';
const tail = 'kRaM';

/** The marker with a number. A text that looks like the start of one is written as a marker itself. */
export const marker = (number: number): string => `${head}${number}${tail}`;

export const markerStart = head;

/** Texts and numbers of markers, alternating: `a mArK3kRaM b` is `['a ', 3, ' b']`. */
export function splitMarkers(text: string): (string | number)[] {
  if (!text.includes(head)) return [text];
  return text
    .split(/(mArK\d+kRaM)/)
    .map((part, index) => (index % 2 === 0 ? part : Number(part.slice(head.length, -tail.length))));
}
