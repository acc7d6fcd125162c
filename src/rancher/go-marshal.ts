import type { MapEntry, ScalarNode, YamlNode } from '../source/yaml-node.ts';
import { isSimpleKey, writeScalar } from './go-emitter.ts';
import { fieldText } from './go-text.ts';

/*
 * Rancher converts values to its own types by marshalling them to YAML and parsing that, so the
 * line numbers of its errors refer to a text that is never shown. This computes the lines of that text.
 */

/** go-yaml sorts keys by runs of digits and letters (sorter.go). */
const isLetter = (character: string) => /\p{L}/u.test(character);
const isDigit = (character: string) => /\p{Nd}/u.test(character);

/** The order of keys: numbers by value, letters after everything else. */
function compareKeys(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let at = 0; at < left.length && at < right.length; at += 1) {
    const [x = '', y = ''] = [left[at], right[at]];
    if (x === y) continue;
    const [xLetter, yLetter] = [isLetter(x), isLetter(y)];
    if (xLetter && yLetter) return x < y ? -1 : 1;
    if (xLetter || yLetter) return yLetter ? -1 : 1;
    return compareNumbers(left, right, at) || (x < y ? -1 : 1);
  }
  return left.length - right.length;
}

function compareNumbers(left: readonly string[], right: readonly string[], at: number): number {
  const read = (characters: readonly string[]) => {
    let end = at;
    while (end < characters.length && isDigit(characters[end] ?? '')) end += 1;
    return { size: Number(characters.slice(at, end).join('') || '0'), end };
  };
  const [x, y] = [read(left), read(right)];
  return x.size - y.size || x.end - y.end;
}

export function sortedEntries(entries: Iterable<MapEntry>): MapEntry[] {
  return [...entries].sort((a, b) => compareKeys(fieldText(a.key), fieldText(b.key)));
}

const textOf = (node: ScalarNode): string => (node.type === 'null' ? 'null' : fieldText(node));

const isEmptyPart = (node: YamlNode): boolean =>
  node.kind === 'list' ? node.items.length === 0 : node.kind === 'map' && node.entries.size === 0;

class Layout {
  readonly lines = new Map<YamlNode, number>();

  /**
   * Places a node at a line; returns the first line after it. `indent` is the column of a map or list; the text
   * of a scalar begins after `column`.
   */
  place(node: YamlNode, line: number, indent: number, column = indent): number {
    this.lines.set(node, line);
    if (node.kind === 'scalar') {
      const at = { column, indent, isKey: false };
      return line + 1 + writeScalar(textOf(node), node.type === 'str', at).breaks;
    }
    if (isEmptyPart(node)) return line + 1;
    let next = line;
    if (node.kind === 'list') {
      for (const item of node.items) next = this.place(item, next, indent + 2, indent + 1);
      return next;
    }
    for (const entry of sortedEntries(node.entries.values()))
      next = this.#entry(entry, next, indent);
    return next;
  }

  #entry({ key, value }: MapEntry, line: number, indent: number): number {
    this.lines.set(key, line);
    const text = key.kind === 'scalar' ? textOf(key) : '';
    if (!isSimpleKey(text)) {
      const after = this.place(key, line, indent + 2, indent + 1);
      return this.place(value, after, indent + 2, indent + 1);
    }
    const isString = key.kind === 'scalar' && key.type === 'str';
    const { column } = writeScalar(text, isString, { column: indent, indent, isKey: true });
    if (value.kind === 'scalar' || isEmptyPart(value)) {
      return this.place(value, line, indent + 2, column + 1);
    }
    // A list is at the column of its key.
    return this.place(value, line + 1, value.kind === 'list' ? indent : indent + 2);
  }
}

/** The line of a part of `root` in the YAML that Go marshals it to; 1 if `root` does not contain it. */
export function marshalledLine(root: YamlNode, part: YamlNode): number {
  return marshalledLines(root).get(part) ?? 1;
}

/** The lines of all parts. */
export function marshalledLines(root: YamlNode): ReadonlyMap<YamlNode, number> {
  const layout = new Layout();
  layout.place(root, 1, 0);
  return layout.lines;
}
