import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { schemaFaults, type SchemaFault } from '../json-schema/schema-faults.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import type { Source } from '../source/source.ts';

/** Keywords of JSON Schema that answers use, and our own. */
const keywords =
  'type enum const default minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern'
    .concat(' format items minItems maxItems uniqueItems properties required additionalProperties')
    .concat(
      ' anyOf oneOf allOf not title description examples x-rancher x-chart x-target x-rules x-unit x-value',
    )
    .split(' ');

const types = 'write string, integer, number, boolean or array';

/** The answers whose schemas are not JSON Schemas. */
interface Unusable {
  readonly names: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

function faultOf(source: Source, name: string, fault: SchemaFault): Diagnostic {
  const { pointer, words, unknownKeyword } = fault;
  const meant = unknownKeyword === undefined ? undefined : nearest(unknownKeyword, keywords);
  // What is thrown names the keyword itself.
  const subject = words.startsWith('must ') ? pointer.at(-1) : undefined;
  const hint = subject === 'type' ? types : meant && `did you mean ${meant}?`;
  return {
    code: 'schema-invalid',
    severity: 'error',
    message: `this is not a usable JSON Schema: ${[subject, words].join(' ').trim()}`,
    at: source.placeOf(
      ['properties', name, ...pointer],
      unknownKeyword === undefined ? 'value' : 'key',
    ),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** Finds the answers whose schemas cannot be used, but `known` ones, which are reported already. */
export async function unusableParts(source: Source, known: ReadonlySet<string>): Promise<Unusable> {
  const { properties = {} } = source.value as JsonMap;
  const parts = Object.entries(properties as JsonMap).filter(
    (part): part is [string, JsonMap] => isMap(part[1]) && !known.has(part[0]),
  );
  const found = [...(await schemaFaults(parts))];
  return {
    names: found.map(([name]) => name),
    diagnostics: found.flatMap(([name, faults]) =>
      faults.map((fault) => faultOf(source, name, fault)),
    ),
  };
}
