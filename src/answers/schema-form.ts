import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { isMap } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Source } from '../source/source.ts';
import { checkChartAnnotations, checkRemovedValues } from './chart-annotations.ts';
import { checkAnnotations, type Report } from './schema-annotations.ts';
import { checkList } from './schema-lists.ts';
import { checkCondition, checkName, checkVariables } from './schema-names.ts';

/** The keys of an answers schema; any other would check answers in ways that are not visible here. */
const topKeywords = new Set(
  '$schema $id $comment title description type properties additionalProperties x-rules x-removed-values'.split(
    ' ',
  ),
);

/** Draft 7, and the schema of answers schemas that ships with the program, for editors. */
const dialects = /^http:\/\/json-schema\.org\/draft-07\/schema#?$|answers-schema\.schema\.json$/;

/** What a computed answer can have: nothing that is about giving or asking it. */
const computedKeywords = new Set('x-value title description $comment'.split(' '));

/** What is wrong with the form of a schema. */
export interface SchemaForm {
  readonly diagnostics: readonly Diagnostic[];
  /** The answers that have a fault: what follows from their schema is not clear. */
  readonly doubtful: ReadonlySet<string>;
}

/** A fault in the text of an answers schema. */
export function schemaFault(
  source: Source,
  pointer: Pointer,
  message: string,
  hint?: string,
): Diagnostic {
  return {
    code: 'schema-invalid',
    severity: 'error',
    message,
    at: source.placeOf(pointer, 'key'),
    ...(hint === undefined ? {} : { hint }),
  };
}

/**
 * What an answers schema must have beyond being a JSON Schema: a closed map of answers, each with
 * title, description and default, under names that Rancher can interpolate.
 */
export function schemaForm(source: Source): SchemaForm {
  const diagnostics: Diagnostic[] = [];
  const doubtful = new Set<string>();
  const fault: Report = (pointer, message, hint) => {
    const [top, name] = pointer;
    if (top === 'properties' && typeof name === 'string') doubtful.add(name);
    diagnostics.push(schemaFault(source, pointer, message, hint));
  };
  const schema = isMap(source.value) ? source.value : {};
  checkTop(schema, fault);
  const { properties } = schema;
  if (!isMap(properties)) return { diagnostics, doubtful };
  for (const [name, part] of Object.entries(properties)) {
    checkName(name, fault);
    checkPart(name, part, fault);
    checkCondition(name, properties, fault);
  }
  checkVariables(properties, fault);
  return { diagnostics, doubtful };
}

function checkTop(schema: Readonly<Record<string, unknown>>, fault: Report): void {
  if (schema.type !== 'object' || schema.additionalProperties !== false) {
    fault(
      [],
      'an answers schema must be an object with additionalProperties: false',
      'add "type": "object" and "additionalProperties": false',
    );
  }
  const { $schema: dialect } = schema;
  if (dialect !== undefined && (typeof dialect !== 'string' || !dialects.test(dialect))) {
    fault(
      ['$schema'],
      'this is not a schema of JSON Schema draft 7',
      'write "$schema": "http://json-schema.org/draft-07/schema#"',
    );
  }
  checkRemovedValues(schema, fault);
  const unknown = Object.keys(schema).filter((key) => !topKeywords.has(key));
  for (const key of unknown) {
    const meant = nearest(key, topKeywords);
    fault(
      [key],
      `an answers schema cannot have ${key} at the top level`,
      meant === undefined
        ? 'put it into an answer, or write a rule under x-rules'
        : `did you mean ${meant}?`,
    );
  }
  const isMisspelt = unknown.some((key) => nearest(key, topKeywords) === 'properties');
  if (!isMap(schema.properties) && !isMisspelt) {
    fault(['properties'], 'an answers schema must declare its answers under "properties"');
  }
}

/** A key of an answer that is probably this one, misspelt. */
const misspelt = (part: Readonly<Record<string, unknown>>, key: string): string | undefined =>
  Object.keys(part).find((each) => each !== key && nearest(each, [key]) === key);

function checkPart(name: string, part: unknown, fault: Report): void {
  const pointer = ['properties', name];
  if (!isMap(part)) {
    fault(pointer, `the schema of the answer ${name} is not a map`);
    return;
  }
  if ('x-value' in part) {
    checkComputed(name, part, fault);
    return;
  }
  for (const key of ['title', 'description']) {
    if (typeof part[key] !== 'string' || part[key] === '') {
      const other = misspelt(part, key);
      const hint = other === undefined ? [] : [`write ${key} in place of ${other}`];
      fault(pointer, `the answer ${name} has no ${key}, which Rancher's form shows`, ...hint);
    }
  }
  if (part['x-unit'] !== undefined && typeof part['x-unit'] !== 'string') {
    fault([...pointer, 'x-unit'], `the unit of ${name} is not text`, 'write it as "ms"');
  }
  if ('$ref' in part) {
    fault(
      [...pointer, '$ref'],
      `the answer ${name} refers to another schema`,
      'copy its content here',
    );
  }
  if (part['x-target'] === 'rancher-2') checkChartOnly(name, part, fault);
  else checkType(name, part, fault);
  checkAnnotations(name, part, fault);
  checkChartAnnotations(name, part, fault);
}

/** An answer that only charts have can be of any form. */
function checkChartOnly(name: string, part: Record<string, unknown>, fault: Report): void {
  if (part.default !== undefined && part.default !== null) return;
  const hint = 'write the value that most users want, such as {} or []';
  fault(['properties', name], `the answer ${name} has no default`, hint);
}

/** Rancher 1.6 asks for single values, and templates loop over flat lists. */
function checkType(name: string, part: Record<string, unknown>, fault: Report): void {
  const pointer = ['properties', name];
  const types: readonly unknown[] = Array.isArray(part.type) ? part.type : [part.type];
  if (part.type === 'array') checkList(name, part, fault);
  else if (types.some((type) => type === 'array' || type === 'object')) {
    fault(
      [...pointer, 'type'],
      `the answer ${name} can be a map, or a list among other types`,
      'for several values, write "type": "array", with maps as "items" if each has parts',
    );
  } else if (!['string', 'number', 'boolean'].includes(typeof part.default)) {
    const other = misspelt(part, 'default');
    fault(
      pointer,
      `the answer ${name} has no default; expected text, a number, true or false`,
      other !== undefined
        ? `write default in place of ${other}`
        : part.type === 'string'
          ? 'if users must give it, write "default": "" and "x-rancher": {"required": true}'
          : 'write the value that most users want',
    );
  }
}

function checkComputed(name: string, part: Record<string, unknown>, fault: Report): void {
  const pointer = ['properties', name];
  if (typeof part['x-value'] !== 'string' || part['x-value'] === '') {
    fault(
      [...pointer, 'x-value'],
      `the value of the computed answer ${name} is not text`,
      'write the text of a template, such as "{{name}}-data"',
    );
  }
  for (const key of Object.keys(part).filter((each) => !computedKeywords.has(each))) {
    fault(
      [...pointer, key],
      `${key} has no effect: ${name} is computed, and neither given nor asked`,
      `remove ${key}, or remove x-value`,
    );
  }
}
