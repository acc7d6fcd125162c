import { isDeepStrictEqual } from 'node:util';
import { isMap } from '../../model/json.ts';
import { setValue, valueAt, type Values } from './value-path.ts';

type Path = readonly string[];

/** Whether a value has keys or items of its own, for the dashboard: a list counts as one value. */
const isBranch = (value: unknown): value is Values => isMap(value);

/** The paths of all values that are not maps. An empty map has none. */
function leavesOf(map: Values, above: Path = []): Path[] {
  return Object.entries(map).flatMap(([key, value]) =>
    isBranch(value) ? leavesOf(value, [...above, key]) : [[...above, key]],
  );
}

const nameOf = (path: Path) => JSON.stringify(path);

/** Whether a part of a path, by its name alone, is already set at the root to something that is not a map. */
const isBlocked = (changes: Values, path: Path) =>
  path.some((key) => {
    const value = valueAt(changes, [key]);
    return value !== undefined && (typeof value !== 'object' || value === null);
  });

/** Whether a value above a path is already among the changes. */
const isChangedAbove = (changes: Values, path: Path) =>
  path.slice(0, -1).some((_, index) => valueAt(changes, path.slice(0, index + 1)) !== undefined);

/** Sets values that are in `from` only to null. */
function removals(from: Values, to: Values, changes: Values): void {
  const kept = new Set<string>();
  const above = new Set<string>();
  for (const leaf of leavesOf(to)) {
    kept.add(nameOf(leaf));
    for (let length = 1; length < leaf.length; length += 1)
      above.add(nameOf(leaf.slice(0, length)));
  }
  for (const leaf of leavesOf(from)) {
    if (kept.has(nameOf(leaf)) || above.has(nameOf(leaf))) continue;
    if (isChangedAbove(changes, leaf) || isBlocked(changes, leaf)) continue;
    setValue(changes, leaf, null);
  }
}

/**
 * What Rancher sends: the values of the form that differ from those of the chart, and null for each that is gone
 * (rancher/dashboard shell/utils/object.js:197, diff). Lists are sent as a whole.
 */
export function diffValues(from: Values, to: Values): Values {
  const changes: Values = {};
  for (const [key, value] of Object.entries(to)) {
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    if (isDeepStrictEqual(value, before)) continue;
    if (!isBranch(value) || !isBranch(before)) {
      changes[key] = value;
      continue;
    }
    const nested = diffValues(before, value);
    if (Object.keys(value).length === 0) changes[key] = {};
    else if (Object.keys(nested).length > 0) changes[key] = nested;
  }
  removals(from, to, changes);
  return changes;
}
