import { vocabulary } from './ajv-options.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import { parsePointer } from '../model/pointer.ts';

/** Why a schema cannot be used. */
export interface SchemaFault {
  /** The way to the part of the schema that is wrong. */
  readonly pointer: readonly string[];
  /** What the compiler reports about it: `must be array`, `unknown format "ur"`. */
  readonly words: string;
  /** The keyword that is unknown, where that is the fault. */
  readonly unknownKeyword?: string;
}

/** The way to a key, wherever it is; none if there is no such key. */
function wayTo(key: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isMap(value) && Object.hasOwn(value, key)) return [key];
  for (const [step, part] of Object.entries(value)) {
    const way = wayTo(key, part);
    if (way.length > 0) return [step, ...way];
  }
  return [];
}

/** The keyword that a message of the compiler is about. */
const keywords = [
  [/^Invalid regular expression/, 'pattern'],
  [/^unknown format/, 'format'],
] as const;

function thrown(error: unknown, schema: JsonMap): SchemaFault {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const words = message
    .replace(/^strict mode: /, '')
    .replace(/ at path "#.*"$/, '')
    .replace(/ ignored in schema$/, '');
  const unknownKeyword = /^unknown keyword: "(.*)"$/.exec(words)?.[1];
  if (unknownKeyword !== undefined) {
    return { pointer: wayTo(unknownKeyword, schema), words, unknownKeyword };
  }
  const [, keyword] = keywords.find(([pattern]) => pattern.test(words)) ?? [];
  return { pointer: keyword === undefined ? [] : wayTo(keyword, schema), words };
}

/** Keywords that only describe: whether a schema can be compiled does not depend on their values. */
const describing = new Set<string>(['title', 'description', 'default', '$comment', ...vocabulary]);

/** The same text for schemas that differ in their descriptions only. None where one schema names another. */
function shapeOf(schema: JsonMap): string | undefined {
  const checked = Object.entries(schema).filter(([key]) => !describing.has(key));
  const shape = JSON.stringify(checked);
  return shape.includes('"$') ? undefined : shape;
}

/** Finds why schemas cannot be used; each is checked alone, so that all faults are found. */
export async function schemaFaults(
  schemas: Iterable<readonly [string, JsonMap]>,
): Promise<ReadonlyMap<string, readonly SchemaFault[]>> {
  const ajv = (await import('./compiler.ts')).compiler();
  const found = new Map<string, SchemaFault[]>();
  const usable = new Set<string>();
  for (const [name, schema] of schemas) {
    if (ajv.validateSchema(schema) === true) {
      const shape = shapeOf(schema);
      if (shape !== undefined && usable.has(shape)) continue;
      try {
        ajv.compile(schema);
        if (shape !== undefined) usable.add(shape);
      } catch (error) {
        found.set(name, [thrown(error, schema)]);
      }
      continue;
    }
    // The alternatives of an anyOf are each a fault of the same part; the first one is enough.
    const faults = new Map<string, SchemaFault>();
    for (const { instancePath, message = '' } of ajv.errors ?? []) {
      if (faults.has(instancePath)) continue;
      faults.set(instancePath, { pointer: parsePointer(instancePath), words: message });
    }
    found.set(name, [...faults.values()]);
  }
  return found;
}
