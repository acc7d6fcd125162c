/**
 * What was worked out of an object, kept with it for as long as it lives. A WeakMap would say the same,
 * but V8's quick collections take its values for alive, and with them the whole tree that they belong
 * to: of ten thousand entries a third of the memory was trees that nobody needed any more.
 */
export class KeptWith<K extends object, T> {
  readonly #key = Symbol('kept');

  get(object: K): T | undefined {
    return (object as { readonly [key: symbol]: T | undefined })[this.#key];
  }

  set(object: K, value: T): void {
    // Not enumerable: a copy made with `...` is another object.
    Object.defineProperty(object, this.#key, { value, configurable: true });
  }
}
