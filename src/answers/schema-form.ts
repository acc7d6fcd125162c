import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { questionTypes } from '../model/answers.ts';
import { isMap } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Source } from '../source/source.ts';

/** Words that a template or an answers file already uses for something else. */
const reserved = new Set([
  'name',
  'version',
  'blueprint',
  'title',
  'description',
  'catalog',
  'questions',
]);

const variableName = /^[A-Za-z][A-Za-z0-9_]*$/;

/**
 * What an answers schema must have beyond being a JSON Schema: a closed map of answers, each with
 * title, description and default, under names that Rancher can interpolate.
 */
export function schemaForm(source: Source): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const fault = (pointer: Pointer, message: string, hint?: string) => {
    diagnostics.push({
      code: 'schema-invalid',
      severity: 'error',
      message,
      at: source.placeOf(pointer, 'key'),
      ...(hint === undefined ? {} : { hint }),
    });
  };
  const schema = isMap(source.value) ? source.value : {};
  if (schema.type !== 'object' || schema.additionalProperties !== false) {
    fault(
      [],
      'an answers schema is a map with no other keys than its own',
      'add "type": "object" and "additionalProperties": false',
    );
  }
  if (!isMap(schema.properties)) {
    fault(['properties'], 'an answers schema declares its answers under "properties"');
    return diagnostics;
  }
  for (const [name, part] of Object.entries(schema.properties)) {
    checkName(name, fault);
    checkPart(name, part, fault);
    checkCondition(name, schema.properties, fault);
  }
  return diagnostics;
}

type Report = (pointer: Pointer, message: string, hint?: string) => void;

function checkName(name: string, fault: Report): void {
  const pointer = ['properties', name];
  if (!variableName.test(name)) {
    fault(
      pointer,
      `the answer ${JSON.stringify(name)} cannot be a Rancher variable`,
      'use letters, digits and _, a letter first',
    );
  } else if (/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(name)) {
    fault(
      pointer,
      `the answer ${name} would be read by YAML 1.1 as another value`,
      'choose another name',
    );
  } else if (reserved.has(name)) {
    fault(
      pointer,
      `the name ${name} is taken: templates use it for the entry itself`,
      'choose another name',
    );
  }
}

const annotationOf = (part: unknown): Record<string, unknown> => {
  const annotation = isMap(part) ? part['x-rancher'] : undefined;
  return isMap(annotation) ? annotation : {};
};

function checkCondition(name: string, properties: Record<string, unknown>, fault: Report): void {
  const { when } = annotationOf(properties[name]);
  if (when === undefined) return;
  const pointer = ['properties', name, 'x-rancher', 'when'];
  if (!isMap(when)) {
    fault(pointer, `the condition of ${name} is no map of answers and values`);
    return;
  }
  for (const other of Object.keys(when)) {
    if (annotationOf(properties[other]).ask !== 'never') {
      fault(
        pointer,
        `${name} depends on ${other}, which is not known before Rancher asks it`,
        `an answer that others depend on has x-rancher.ask never`,
      );
    }
  }
}

function checkPart(name: string, part: unknown, fault: Report): void {
  const pointer = ['properties', name];
  if (!isMap(part)) {
    fault(pointer, `the answer ${name} is no schema; a map was expected`);
    return;
  }
  for (const key of ['title', 'description']) {
    if (typeof part[key] !== 'string' || part[key] === '') {
      fault(pointer, `the answer ${name} has no ${key}: it is what people see in Rancher's form`);
    }
  }
  if (!['string', 'number', 'boolean'].includes(typeof part.default)) {
    fault(pointer, `the answer ${name} has no default; text, a number, true or false was expected`);
  }
  const { type } = annotationOf(part);
  if (type !== undefined && !questionTypes.includes(type as (typeof questionTypes)[number])) {
    fault(
      [...pointer, 'x-rancher', 'type'],
      `Rancher has no question type ${JSON.stringify(type)}`,
      `it has ${questionTypes.join(', ')}`,
    );
  }
}
