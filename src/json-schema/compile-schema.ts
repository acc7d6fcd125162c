import type { AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv';
import { isMap } from '../model/json.ts';
import { parsePointer } from '../model/pointer.ts';
import { precompiled } from './precompiled.ts';

/** One thing wrong with a value, as data; texts are made where the schema's titles are known. */
export interface Fault {
  /** The pointer to the bad value; for unknown and missing keys, to the map. */
  readonly pointer: readonly string[];
  /** The JSON Schema keyword that failed: `type`, `maximum`, `additionalProperties` … */
  readonly keyword: string;
  /** The key that is unknown or missing, where the keyword is about one. */
  readonly key?: string;
}

/** What is wrong with a value. */
export interface Faults {
  /** The first 100. */
  readonly faults: readonly Fault[];
  /** How many more there are. */
  readonly omitted: number;
}

/** A value → its faults; none when it is valid. */
export type Validate = (value: unknown) => Faults;

const subject = (error: ErrorObject): string | undefined => {
  const params: unknown = error.params;
  if (!isMap(params)) return undefined;
  const key = params.additionalProperty ?? params.missingProperty ?? params.propertyName;
  return typeof key === 'string' ? key : undefined;
};

const isUnion = ({ keyword }: ErrorObject) => keyword === 'anyOf' || keyword === 'oneOf';

// A failed anyOf also reports every branch; what matters is that none fits.
function withoutBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  // As many as the schema has, however many errors there are.
  const unions = new Set(errors.filter(isUnion).map(({ schemaPath }) => schemaPath));
  const isBranch = ({ schemaPath }: ErrorObject) =>
    [...unions].some((union) => schemaPath.startsWith(`${union}/`));
  return errors.filter((error) => isUnion(error) || !isBranch(error));
}

/** Reported faults per value: a file can have as many unknown keys as it has lines. */
const mostFaults = 100;

export function faultsOf(errors: readonly ErrorObject[]): Faults {
  const all = withoutBranches(errors);
  const faults = all.slice(0, mostFaults).map((error): Fault => {
    const key = subject(error);
    const pointer = parsePointer(error.instancePath);
    return { pointer, keyword: error.keyword, ...(key === undefined ? {} : { key }) };
  });
  return { faults, omitted: all.length - faults.length };
}

/** Runs the check of a value, and can end it: the patterns of a schema can take any time. */
export type Limit = <T>(check: () => T) => T;

const noLimit: Limit = (check) => check();

/** Whether the schema with this digest, or of this name, was compiled when the program was built. */
export function isPrecompiled(digest: string): boolean {
  return precompiled[digest] !== undefined;
}

const compiled = new Map<string, ValidateFunction>();

// The compiler is loaded only when there is something to compile.
async function compile(schema: AnySchemaObject): Promise<ValidateFunction> {
  return (await import('./compiler.ts')).compiler().compile(schema);
}

/**
 * A schema → its validator. Schemas that ship with the program were compiled when it was built
 * (3 ms to load against 43 ms to compile); they are found by the `digest` of the schema's text.
 * Throws when the schema is not a JSON Schema. `limit` is for schemas that did not ship with it.
 */
export async function compileSchema(
  schema: AnySchemaObject,
  digest: string,
  limit = noLimit,
): Promise<Validate> {
  const validate = precompiled[digest] ?? compiled.get(digest) ?? (await compile(schema));
  compiled.set(digest, validate);
  return (value) => faultsOf(limit(() => validate(value)) ? [] : (validate.errors ?? []));
}
