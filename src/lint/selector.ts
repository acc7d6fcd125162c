/** A condition of a selector on one label. */
export interface SelectorTerm {
  readonly key: string;
  readonly operator: '=' | '!=' | 'in' | 'notin' | 'exists';
  readonly values: readonly string[];
}

const form = /^([^=!\s()]+)\s*(?:(!=|=)\s*(.*)|\s(in|notin)\s*\((.*)\))?$/i;

function termOf(text: string): SelectorTerm | undefined {
  const found = form.exec(text.trim());
  if (!found) return undefined;
  const [, key = '', sign, value = '', word, list = ''] = found;
  if (sign === '=' || sign === '!=') return { key, operator: sign, values: [value.trim()] };
  const values = list.split(',').map((each) => each.trim());
  if (word === undefined) return { key, operator: 'exists', values: [] };
  return { key, operator: word.toLowerCase() === 'in' ? 'in' : 'notin', values };
}

/** Parses `a=b, c in (d, e)`; undefined if a term cannot be read. */
export function parseSelector(text: string): SelectorTerm[] | undefined {
  const terms = text.split(/,(?![^(]*\))/).map(termOf);
  return terms.includes(undefined) ? undefined : terms.flatMap((term) => term ?? []);
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Whether a label, undefined if it is not there, meets a condition (lb-controller selector_util.go). */
function meets(value: string | undefined, { operator, values }: SelectorTerm): boolean {
  if (value === undefined) return false;
  const isListed = values.some((each) => same(each, value));
  if (operator === 'exists') return true;
  return operator === '=' || operator === 'in' ? isListed : !isListed;
}

/** Whether labels meet all conditions; upper and lower case are the same. */
export const matches = (
  terms: readonly SelectorTerm[],
  labels: readonly { readonly key: string; readonly value: string }[],
): boolean =>
  terms.every((term) => meets(labels.find(({ key }) => same(key, term.key))?.value, term));
