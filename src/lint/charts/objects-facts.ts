import type { Spot } from '../found.ts';
import type { ChartFacts } from './chart-facts.ts';
import type { ChartObject } from './objects.ts';

/** A chart and what it installs with its own values. */
export interface ObjectsFacts {
  readonly chart: ChartFacts;
  readonly objects: readonly ChartObject[];
  /** What the version before it installs; undefined if there is none, or it cannot be rendered. */
  readonly previous:
    | { readonly version: string; readonly objects: readonly ChartObject[] }
    | undefined;
}

/** Where the template of an object is. */
export const objectSpot = ({ chart }: ObjectsFacts, { source }: ChartObject): Spot =>
  chart.spot(source);

/** The same object in the version before; undefined if it is new. */
export const before = (
  { previous }: ObjectsFacts,
  { kind, name }: ChartObject,
): ChartObject | undefined =>
  previous?.objects.find((each) => each.kind === kind && each.name === name);
