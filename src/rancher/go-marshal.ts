import { resolveScalar } from '../source/resolve-scalar.ts';
import type { MapEntry, YamlNode } from '../source/yaml-node.ts';
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

function sorted(entries: Iterable<MapEntry>): MapEntry[] {
  return [...entries].sort((a, b) => compareKeys(fieldText(a.key), fieldText(b.key)));
}

/** The lines of a scalar: text with line breaks is written as a block. */
function linesOf(text: string): number {
  const broken = text.includes('\n') && resolveScalar(text).type === 'str';
  return broken ? text.replace(/\n$/, '').split('\n').length + 1 : 1;
}

class Layout {
  readonly lines = new Map<YamlNode, number>();

  /** Places a node at a line; returns the first line after it. */
  place(node: YamlNode, line: number): number {
    this.lines.set(node, line);
    if (node.kind === 'scalar') return line + linesOf(node.text);
    if (node.kind === 'list') {
      if (node.items.length === 0) return line + 1;
      let next = line;
      for (const item of node.items) next = this.place(item, next);
      return next;
    }
    if (node.entries.size === 0) return line + 1;
    let next = line;
    for (const { key, value } of sorted(node.entries.values())) {
      this.lines.set(key, next);
      const inline =
        value.kind === 'scalar' ||
        (value.kind === 'list' ? value.items.length === 0 : value.entries.size === 0);
      next = this.place(value, inline ? next : next + 1);
    }
    return next;
  }
}

/** The line of a part of `root` in the YAML that Go marshals it to; 1 if `root` does not contain it. */
export function marshalledLine(root: YamlNode, part: YamlNode): number {
  const layout = new Layout();
  layout.place(root, 1);
  return layout.lines.get(part) ?? 1;
}
