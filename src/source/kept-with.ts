/**
 * A computed value that lives as long as the object it was computed from. A WeakMap does the same,
 * but V8's minor garbage collections treat its values as live, and with them the whole tree that they
 * belong to: with ten thousand entries, a third of the memory was unused trees.
 */
export class KeptWith<K extends object, T> {
  readonly #key = Symbol('kept');

  get(object: K): T | undefined {
    return (object as { readonly [key: symbol]: T | undefined })[this.#key];
  }

  set(object: K, value: T): void {
    // Not enumerable, because a copy made with `...` is another object.
    Object.defineProperty(object, this.#key, { value, configurable: true });
  }

  /** The kept value, or a new one, which is kept from then on. */
  of(object: K, compute: (object: K) => NonNullable<T>): NonNullable<T> {
    const kept = this.get(object);
    if (kept !== undefined && kept !== null) return kept;
    const value = compute(object);
    this.set(object, value);
    return value;
  }
}
