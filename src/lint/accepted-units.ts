import type { LaunchUnits } from './launch-units.ts';

/** A part of a launch, and the answers that are interpolated into it. */
function keyOf(unit: string, answers: ReadonlyMap<string, string>): string {
  if (!unit.includes('$')) return unit;
  return [
    unit,
    ...[...answers].flatMap(([name, value]) => (unit.includes(name) ? value : [])),
  ].join('\0');
}

const wholeKey = ({ whole }: LaunchUnits, answers: ReadonlyMap<string, string>) =>
  keyOf(whole, answers);

/** Parts of launches that Rancher accepts; a launch that consists of such parts is accepted as well. */
export class AcceptedUnits {
  readonly #known = new Set<string>();
  #size = 0;

  /** Names of services that are not known as they are. */
  unknown({ services }: LaunchUnits, answers: ReadonlyMap<string, string>): readonly string[] {
    return [...services].flatMap(([name, texts]) =>
      this.#known.has(keyOf(texts.join('\0'), answers)) ? [] : name,
    );
  }

  hasWhole(units: LaunchUnits, answers: ReadonlyMap<string, string>): boolean {
    return this.#known.has(wholeKey(units, answers));
  }

  add(units: LaunchUnits, answers: ReadonlyMap<string, string>): void {
    // A catalog can have thousands of versions that share nothing.
    if (this.#size > 4_000_000) {
      this.#known.clear();
      this.#size = 0;
    }
    const keys = [...units.services.values()].map((texts) => keyOf(texts.join('\0'), answers));
    for (const key of [...keys, wholeKey(units, answers)]) {
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      this.#size += key.length;
    }
  }
}
