import { isMap } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Report } from './schema-annotations.ts';
import { isTemplateName } from './schema-names.ts';

const scalarTypes = ['string', 'integer', 'number', 'boolean'];

/** Whether a schema allows scalars only. */
function isScalarSchema(schema: Readonly<Record<string, unknown>>): boolean {
  const { type, enum: choices, anyOf, oneOf } = schema;
  if (typeof type === 'string') return scalarTypes.includes(type);
  if (Array.isArray(type)) return type.every((each) => scalarTypes.includes(String(each)));
  if (Array.isArray(choices)) return choices.every((each) => each === null || !isObject(each));
  if ('const' in schema) return !isObject(schema.const);
  const union = anyOf ?? oneOf;
  return Array.isArray(union) && union.every((part) => isMap(part) && isScalarSchema(part));
}

const isObject = (value: unknown) => typeof value === 'object';

function checkMap(name: string, at: Pointer, items: Record<string, unknown>, fault: Report): void {
  if (!isMap(items.properties) || items.additionalProperties !== false) {
    fault(
      at,
      `the items of ${name} are maps without a closed set of keys`,
      'declare the keys under "properties", and add "additionalProperties": false',
    );
    return;
  }
  const required: readonly unknown[] = Array.isArray(items.required) ? items.required : [];
  for (const [key, part] of Object.entries(items.properties)) {
    const pointer = [...at, 'properties', key];
    if (!isTemplateName(key)) {
      fault(
        pointer,
        `a template cannot name the key ${JSON.stringify(key)} of an item of ${name}`,
        'use letters, digits and _, a letter first',
      );
    }
    if (!isMap(part) || !isScalarSchema(part)) {
      fault(
        pointer,
        `the key ${key} of an item of ${name} is not text, a number or a boolean`,
        `set "type" to one of ${scalarTypes.join(', ')}`,
      );
    } else if (!required.includes(key) && !('default' in part)) {
      fault(
        pointer,
        `the key ${key} of an item of ${name} can be missing, and has no default`,
        'add it to "required", or give it a "default"',
      );
    }
  }
}

/** Whether a list answer is one of scalars, or of flat maps of them. */
export function checkList(name: string, part: Record<string, unknown>, fault: Report): void {
  const { items } = part;
  if (!Array.isArray(part.default)) {
    fault(['properties', name], `the answer ${name} has no default; expected a list`);
  }
  const at = ['properties', name, 'items'];
  if (!isMap(items)) {
    fault(
      'items' in part ? at : ['properties', name],
      `the list ${name} does not declare its items`,
      'add "items": {"type": "string"}',
    );
  } else if (items.type === 'object') checkMap(name, at, items, fault);
  else if (!isScalarSchema(items)) {
    fault(
      at,
      `the items of ${name} are neither scalars nor maps of scalars`,
      `set "type" to object or one of ${scalarTypes.join(', ')}`,
    );
  }
}
