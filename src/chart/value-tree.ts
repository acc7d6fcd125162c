import type { ChartValue } from './chart-values.ts';

/** Values by the parts of their paths, in the order of their first appearance. */
export type ValueTree = Map<string, ValueTree | ChartValue>;

/** Whether a part of a tree is a value, not a map of others. */
export const isValue = (part: ValueTree | ChartValue): part is ChartValue => !(part instanceof Map);

/** The values of a chart as the maps that values.yaml has; no path leads through another value. */
export function valueTree(values: readonly ChartValue[]): ValueTree {
  const root: ValueTree = new Map();
  for (const value of values) {
    let at = root;
    for (const part of value.path.slice(0, -1)) {
      const below = at.get(part);
      const next: ValueTree = below instanceof Map ? below : new Map();
      at.set(part, next);
      at = next;
    }
    at.set(value.path.at(-1) ?? '', value);
  }
  return root;
}
