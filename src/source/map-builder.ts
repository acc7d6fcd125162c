import { keyOf, mapOf, type MapEntry, type MapNode } from './yaml-node.ts';

/** A map that is being decoded. */
export class MapBuilder {
  readonly #entries = new Map<string, MapEntry>();
  #duplicates: MapEntry[] | undefined;
  /** All entries so far; undefined while they are the same as those of the map. */
  #written: MapEntry[] | undefined;

  /** Adds an entry; the last of duplicate keys wins. */
  put(entry: MapEntry): void {
    const name = keyOf(entry.key);
    const earlier = this.#entries.get(name);
    if (earlier) {
      this.#duplicates ??= [];
      this.#duplicates.push(earlier);
      this.#written ??= [...this.#entries.values()];
      this.#entries.delete(name);
    }
    this.#written?.push(entry);
    this.#entries.set(name, entry);
  }

  /** Adds the entries of `<<`; one with the key of an earlier entry has its place. */
  merge(entries: Iterable<MapEntry>): void {
    this.#written ??= [...this.#entries.values()];
    for (const entry of entries) {
      this.#written.push(entry);
      this.#entries.set(keyOf(entry.key), entry);
    }
  }

  node(offset: number): MapNode {
    return mapOf(this.#entries, offset, this.#duplicates, this.#written);
  }
}
