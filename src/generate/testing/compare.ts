import { describeValue } from '../../answers/describe-schema.ts';
import { isMap } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Source } from '../../source/source.ts';

/** A part of what was expected that the result does not have. */
export interface Difference {
  /** The part in the test file. */
  readonly pointer: Pointer;
  readonly message: string;
}

/** What a comparison needs beside the two values. */
export interface Comparison {
  /** The test file: a scalar is compared as it is written there, so that 1.10 is not 1.1. */
  readonly source: Source;
  /** Whether a map must have the expected keys and no others. */
  readonly isWhole: boolean;
}

/** The way to a value, for messages: `services.web.ports[0]`. */
export const shownPath = (path: readonly (string | number)[]): string =>
  path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');

const kindOf = (value: unknown) => {
  if (Array.isArray(value)) return 'list';
  return isMap(value) ? 'map' : 'scalar';
};

/** A scalar as text; a list or a map as JSON. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'bigint' ? String(value) : JSON.stringify(value);

/** A part of a value; undefined if there is none. */
export function partOf(value: unknown, step: string): unknown {
  if (Array.isArray(value))
    return /^\d+$/.test(step) ? (value[Number(step)] as unknown) : undefined;
  return isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

class Comparer {
  readonly #source: Source;
  readonly #isWhole: boolean;
  readonly differences: Difference[] = [];

  constructor({ source, isWhole }: Comparison) {
    this.#source = source;
    this.#isWhole = isWhole;
  }

  compare(expected: unknown, actual: unknown, pointer: Pointer, path: Pointer): void {
    if (expected === null) {
      if (actual !== undefined) this.#add(pointer, path, `is ${describeValue(actual)}`, 'nothing');
    } else if (actual === undefined) {
      this.#add(pointer, path, 'is missing', this.#shown(expected, pointer));
    } else if (kindOf(expected) !== kindOf(actual)) {
      this.#add(pointer, path, `is ${describeValue(actual)}`, this.#shown(expected, pointer));
    } else if (Array.isArray(expected)) {
      this.#compareLists(expected, actual as readonly unknown[], pointer, path);
    } else if (isMap(expected)) {
      this.#compareMaps(expected, actual as Record<string, unknown>, pointer, path);
    } else if (this.#written(expected, pointer) !== textOf(actual)) {
      this.#add(pointer, path, `is ${describeValue(actual)}`, this.#shown(expected, pointer));
    }
  }

  #compareLists(
    expected: readonly unknown[],
    actual: readonly unknown[],
    pointer: Pointer,
    path: Pointer,
  ): void {
    if (expected.length !== actual.length) {
      const words = actual.slice(0, 5).map(describeValue).join(', ');
      this.#add(pointer, path, `has ${actual.length} items (${words})`, String(expected.length));
      return;
    }
    for (const [index, each] of expected.entries()) {
      this.compare(each, actual[index], [...pointer, index], [...path, index]);
    }
  }

  #compareMaps(
    expected: Record<string, unknown>,
    actual: Record<string, unknown>,
    pointer: Pointer,
    path: Pointer,
  ): void {
    for (const [key, each] of Object.entries(expected)) {
      this.compare(each, partOf(actual, key), [...pointer, key], [...path, key]);
    }
    if (!this.#isWhole) return;
    for (const key of Object.keys(actual).filter((each) => !Object.hasOwn(expected, each))) {
      this.#add(pointer, [...path, key], `is ${describeValue(actual[key])}`, 'nothing');
    }
  }

  #written(expected: unknown, pointer: Pointer): string {
    return this.#source.scalarAt(pointer)?.text ?? textOf(expected);
  }

  #shown(expected: unknown, pointer: Pointer): string {
    return kindOf(expected) === 'scalar'
      ? describeValue(this.#written(expected, pointer))
      : describeValue(expected);
  }

  #add(pointer: Pointer, path: Pointer, is: string, expected: string): void {
    this.differences.push({ pointer, message: `${shownPath(path)} ${is}; expected ${expected}` });
  }
}

/**
 * Where `actual` differs from what the test file expects at `pointer`. Of a map, the expected keys count; a list
 * has the expected items in their order; null is what must not be there. `path` is the way to `actual`.
 */
export function differences(
  expected: unknown,
  actual: unknown,
  places: { readonly pointer: Pointer; readonly path: Pointer },
  comparison: Comparison,
): readonly Difference[] {
  const comparer = new Comparer(comparison);
  comparer.compare(expected, actual, places.pointer, places.path);
  return comparer.differences;
}
