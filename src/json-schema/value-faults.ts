import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { isMap, type JsonMap } from '../model/json.ts';
import { parsePointer } from '../model/pointer.ts';

/** What is wrong with a value by the schema of a chart. */
export interface ValueFault {
  /** The way to the value; for a key that is missing or unknown, to the map. */
  readonly pointer: readonly string[];
  /** The compiler's message, which does not have the value: `must be >= 1`; of a pattern, the schema's description. */
  readonly words: string;
}

/** The description of the schema whose pattern a value does not match; '' if it has none. */
function purposeOf(parent: unknown): string {
  const { description } = isMap(parent) ? parent : {};
  return typeof description === 'string' ? description.replaceAll(/\s+/g, ' ').trim() : '';
}

const wordsOf = ({ keyword, params, parentSchema, message = '' }: ErrorObject): string => {
  if (!isMap(params)) return message;
  const purpose = purposeOf(parentSchema);
  if (keyword === 'pattern' && purpose !== '') return `has another form than expected: ${purpose}`;
  const { additionalProperty, allowedValues } = params;
  if (typeof additionalProperty === 'string') return `must not have the key ${additionalProperty}`;
  if (!Array.isArray(allowedValues)) return message;
  return `must be one of ${allowedValues.map((each) => JSON.stringify(each)).join(', ')}`;
};

/**
 * All faults of a value by a schema that is not ours: unknown keywords are ignored, as in Helm. Undefined if the
 * schema cannot be compiled, such as one of another draft. `limit` ends a check that takes too long.
 */
export function valueFaults(
  schema: JsonMap,
  value: unknown,
  limit: (check: () => boolean) => boolean | undefined,
): readonly ValueFault[] | undefined {
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    ownProperties: true,
    verbose: true,
    logger: false,
  });
  addFormats.default(ajv);
  let validate;
  try {
    validate = ajv.compile(schema);
  } catch {
    return undefined;
  }
  const checked = validate;
  const isValid = limit(() => checked(value));
  if (isValid === undefined) return undefined;
  const errors = isValid ? [] : (checked.errors ?? []);
  const faults = errors
    // The parts of `if` and `anyOf` report what is wrong.
    .filter(
      ({ keyword }) => !['if', 'anyOf', 'oneOf', 'not'].includes(keyword) || errors.length === 1,
    )
    .map((error) => ({ pointer: parsePointer(error.instancePath), words: wordsOf(error) }));
  return [...new Map(faults.map((each) => [JSON.stringify(each), each])).values()];
}
