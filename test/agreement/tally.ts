import { isDeepStrictEqual } from 'node:util';

/** How often this program gives the same result as Rancher's own programs. */
export interface Measure {
  readonly what: string;
  readonly total: number;
  /** Each case that differs: its name, this program's result and Rancher's result. */
  readonly differences: readonly string[];
  /** Cases that cannot be the same, each with the reason. @default none */
  readonly exceptions?: readonly string[];
}

/** Compares results of one source, by what they are about. */
export class Tally {
  private readonly measures = new Map<string, { total: number; differences: string[] }>();
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  compare(what: string, name: string, got: unknown, wanted: unknown): void {
    const measure = this.measures.get(what) ?? { total: 0, differences: [] };
    this.measures.set(what, measure);
    measure.total += 1;
    if (isDeepStrictEqual(got, wanted)) return;
    measure.differences.push(`${name}: ${JSON.stringify(got)}, Rancher: ${JSON.stringify(wanted)}`);
  }

  done(): Measure[] {
    return [...this.measures].map(([what, each]) => ({ what: `${this.source}: ${what}`, ...each }));
  }
}
