import { RecentResults } from '../source/recent-results.ts';
import type { LaunchUnits } from './launch-units.ts';

/** The parts of a launch, each with the answers that are interpolated into it. */
export interface UnitKeys {
  readonly services: ReadonlyMap<string, string>;
  readonly whole: string;
}

const variable = /\$\{?(\w+)/g;

const namesIn = (unit: string): readonly string[] =>
  unit.includes('$') ? [...new Set([...unit.matchAll(variable)].map(([, name = '']) => name))] : [];

/** Parts of launches that Rancher accepts; a launch that consists of such parts is accepted as well. */
export class AcceptedUnits {
  readonly #known = new Set<string>();
  readonly #names = new RecentResults<readonly string[]>(200_000);
  #size = 0;

  /** The keys under which the parts of a launch are known. */
  keysOf({ services, whole }: LaunchUnits, answers: ReadonlyMap<string, string>): UnitKeys {
    const keys = [...services].map(
      ([name, texts]) => [name, this.#keyOf(texts.join('\0'), answers)] as const,
    );
    return { services: new Map(keys), whole: this.#keyOf(whole, answers) };
  }

  #keyOf(unit: string, answers: ReadonlyMap<string, string>): string {
    const names = this.#names.of(unit, () => namesIn(unit));
    if (names.length === 0) return unit;
    return [unit, ...names.map((name) => answers.get(name) ?? '')].join('\0');
  }

  /** Names of services that are not known as they are. */
  unknown({ services }: UnitKeys): readonly string[] {
    return [...services].flatMap(([name, key]) => (this.#known.has(key) ? [] : name));
  }

  hasWhole({ whole }: UnitKeys): boolean {
    return this.#known.has(whole);
  }

  add({ services, whole }: UnitKeys): void {
    // A catalog can have thousands of versions that share nothing.
    if (this.#size > 4_000_000) {
      this.#known.clear();
      this.#size = 0;
    }
    for (const key of [...services.values(), whole]) {
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      this.#size += key.length;
    }
  }
}
