import type { AskedTest } from './evaluate.ts';
import type { ControlMark } from './marked-text.ts';

/** Text as a string of Go's text/template. */
function goString(text: string): string {
  return /^[^`"\\\p{C}]*$/u.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Whether a text can be compared within a scalar of a file that must be YAML before the template pass too. */
export const isPlainForGo = (text: string): boolean => /^[^`"\\\p{C}{}]*$/u.test(text);

/** The answer of a variable. In a `range`, `.` is something else, and `$` is what `.` is outside. */
const answerOf = (variable: string, isInRange: boolean | undefined): string =>
  `${isInRange === true ? '$' : ''}.Values.${variable}`;

function condition(
  { texts, negated }: AskedTest,
  value: string,
  quote: (text: string) => string,
): string {
  const [first = '', ...others] = texts.map(quote);
  if (others.length === 0) return `${negated ? 'ne' : 'eq'} ${value} ${first}`;
  const all = [first, ...others].map((text) => `(eq ${value} ${text})`);
  return negated ? `not (or ${all.join(' ')})` : `or ${all.join(' ')}`;
}

/** The action of a block's tag. In a scalar, strings are quoted with backquotes, which YAML leaves alone. */
export function goAction(mark: ControlMark, isInScalar: boolean): string {
  const quote = isInScalar ? (text: string) => `\`${text}\`` : goString;
  if (mark.kind === 'if') {
    const value = answerOf(mark.test.spec.variable, mark.isInRange);
    return `if ${condition(mark.test, value, quote)}`;
  }
  if (mark.kind === 'range')
    return `range ${mark.variable} := splitPreserveQuotes ${answerOf(mark.spec, mark.isInRange)}`;
  return mark.kind;
}

/** A word of an asked text as a scalar; Rancher interpolates the result, so `$` is doubled. */
export const goWord = (variable: string): string => `{{ quote (replace "$" "$$" ${variable}) }}`;

/** An asked boolean as a YAML boolean, in a file that is YAML only after the template pass. */
export const goBoolean = (variable: string, isInRange: boolean | undefined): string =>
  `{{ if eq ${answerOf(variable, isInRange)} "true" }}true{{ else }}false{{ end }}`;

/** `{{` in a text that Rancher's template pass processes, so that it writes `{{`. */
export function escapeGo(text: string): string {
  return text.includes('{{') ? text.replaceAll('{{', '{{`{{`}}') : text;
}

/**
 * `before`, which ends with the indentation of a new line, and then the tag of a block in place of that line, so that
 * nothing is left of it. `indent` is the column of the text around it, if that is a block scalar.
 */
export function withOwnLine(before: string, action: string, indent: number): string {
  const end = before.lastIndexOf('\n');
  const start = before.lastIndexOf('\n', end - 1) + 1;
  const line = before.slice(start, end);
  if (start === 0 || /\S$/.test(line)) return `${before}{{- ${action} }}`;
  // `{{-` removes all white space before it, and so more than the line break.
  const kept = line.trim() === '' ? line.padEnd(indent) : line;
  return `${before.slice(0, start)}${kept}{{ ${action} }}`;
}
