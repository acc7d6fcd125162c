import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { questionTypes } from '../model/answers.ts';
import { isMap } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Source } from '../source/source.ts';

/**
 * Words that a template or an answers file already uses for something else, and names that every
 * JavaScript object has.
 */
const reserved = new Set(
  'name version blueprint title description catalog questions answer_table text given is'
    .concat(' if unless each with log lookup this else')
    .split(' ')
    .concat(Object.getOwnPropertyNames(Object.prototype)),
);

/** The keys of an answers schema; any other would check answers in ways that are not visible here. */
const topKeywords = new Set(
  '$schema $id $comment title description type properties additionalProperties x-rules'.split(' '),
);

interface Annotation {
  readonly isRight: (value: unknown) => boolean;
  readonly expected: string;
}

const text: Annotation = { isRight: (value) => typeof value === 'string', expected: 'text' };
const flag: Annotation = {
  isRight: (value) => typeof value === 'boolean',
  expected: 'true or false',
};

/** Each annotation of an answer, and what it can be. */
const annotations: Readonly<Record<string, Annotation>> = {
  type: text,
  ask: {
    isRight: (value) => value === 'never' || value === 'always',
    expected: '"always" or "never"',
  },
  secret: flag,
  required: flag,
  options: { isRight: Array.isArray, expected: 'a list' },
  group: text,
  form: text,
  variable: text,
  when: { isRight: isMap, expected: 'an object: other answers and their values' },
};

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
      'an answers schema must be an object with additionalProperties: false',
      'add "type": "object" and "additionalProperties": false',
    );
  }
  for (const key of Object.keys(schema).filter((name) => !topKeywords.has(name))) {
    fault(
      [key],
      `an answers schema cannot have ${key} at the top level`,
      'put it into an answer, or write a rule under x-rules',
    );
  }
  if (!isMap(schema.properties)) {
    fault(['properties'], 'an answers schema must declare its answers under "properties"');
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
    fault(pointer, `YAML 1.1 reads the name ${name} as another value`, 'choose another name');
  } else if (reserved.has(name)) {
    fault(
      pointer,
      `the name ${name} is reserved: templates use it for the entry itself`,
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
    fault(pointer, `the condition of ${name} is not a map of answers to values`);
    return;
  }
  for (const other of Object.keys(when)) {
    if (annotationOf(properties[other]).ask !== 'never') {
      fault(
        pointer,
        `${name} depends on ${other}, which is not known until Rancher asks for it`,
        `set x-rancher.ask to never for an answer that others depend on`,
      );
    }
  }
}

function isDefault({ type, default: value }: Record<string, unknown>): boolean {
  return type === 'array'
    ? Array.isArray(value)
    : ['string', 'number', 'boolean'].includes(typeof value);
}

function checkPart(name: string, part: unknown, fault: Report): void {
  const pointer = ['properties', name];
  if (!isMap(part)) {
    fault(pointer, `the schema of the answer ${name} is not a map`);
    return;
  }
  const isComputed = 'x-value' in part;
  if (isComputed && typeof part['x-value'] !== 'string') {
    fault(
      [...pointer, 'x-value'],
      `the value of ${name} is not text`,
      'write a template text: "{{name}}-data"',
    );
  }
  for (const key of isComputed ? [] : ['title', 'description']) {
    if (typeof part[key] !== 'string' || part[key] === '') {
      fault(pointer, `the answer ${name} has no ${key}, which Rancher's form shows`);
    }
  }
  if (!isComputed && !isDefault(part)) {
    const expected = part.type === 'array' ? 'a list' : 'text, a number, true or false';
    fault(pointer, `the answer ${name} has no default; expected ${expected}`);
  }
  if ('$ref' in part) {
    fault(
      [...pointer, '$ref'],
      `the answer ${name} refers to another schema`,
      'copy its content here',
    );
  }
  checkAnnotations(name, annotationOf(part), fault);
}

function checkAnnotations(name: string, annotation: Record<string, unknown>, fault: Report): void {
  const pointer = ['properties', name];
  for (const [key, value] of Object.entries(annotation)) {
    const known = annotations[key];
    if (known?.isRight(value) === true) continue;
    const at = [...pointer, 'x-rancher', key];
    if (known) {
      const message = `x-rancher.${key} of ${name} cannot be ${JSON.stringify(value)}`;
      fault(at, message, `expected ${known.expected}`);
      continue;
    }
    const meant = nearest(key, Object.keys(annotations));
    fault(
      at,
      `unknown key in x-rancher: ${key}`,
      meant === undefined
        ? `known keys: ${Object.keys(annotations).join(', ')}`
        : `did you mean ${meant}?`,
    );
  }
  const { type, secret } = annotation;
  const isKnown = questionTypes.includes(type as (typeof questionTypes)[number]);
  if (secret === true && isKnown && type !== 'password') {
    fault(
      [...pointer, 'x-rancher', 'type'],
      `the secret ${name} is not of type password`,
      'Rancher shows the text of all other types',
    );
  }
  if (type !== undefined && !isKnown) {
    fault(
      [...pointer, 'x-rancher', 'type'],
      `unknown question type: ${JSON.stringify(type)}`,
      `known types: ${questionTypes.join(', ')}`,
    );
  }
}
