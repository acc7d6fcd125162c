import { nearest } from '../diagnostics/nearest.ts';
import { isMap } from '../model/json.ts';
import { annotationOf, type Report } from './schema-annotations.ts';

/** Names that every JavaScript object has. */
const ofObjects = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Words that a template or an answers file already uses for something else. */
const reserved = new Set(
  'name version blueprint title description catalog questions answer_table text given is'
    .concat(' if unless each with log lookup this else')
    .split(' '),
);

const variableName = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Words that YAML 1.1 reads as another value. */
const typedWord = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** Whether a text can be the name of an answer. */
export const isAnswerName = (name: string): boolean =>
  isTemplateName(name) && !typedWord.test(name) && !reserved.has(name);

/** Whether a template can name it: the key of an answer, or of an item of a list. */
export const isTemplateName = (name: string): boolean =>
  variableName.test(name) && !ofObjects.has(name);

/** Whether Rancher and templates can use the name of an answer. */
export function checkName(name: string, fault: Report): void {
  const pointer = ['properties', name];
  if (!variableName.test(name)) {
    fault(
      pointer,
      `the answer ${JSON.stringify(name)} cannot be a Rancher variable`,
      'use letters, digits and _, a letter first',
    );
  } else if (typedWord.test(name)) {
    fault(pointer, `YAML 1.1 reads the name ${name} as another value`, 'choose another name');
  } else if (reserved.has(name) || ofObjects.has(name)) {
    fault(
      pointer,
      `the name ${name} is reserved: templates use it for the entry itself`,
      'choose another name; x-rancher.variable can keep it as the variable in Rancher',
    );
  }
}

/** Two answers cannot be one variable of Rancher. */
export function checkVariables(properties: Record<string, unknown>, fault: Report): void {
  const first = new Map<string, string>();
  for (const [name, part] of Object.entries(properties)) {
    const { variable } = annotationOf(part);
    const used = typeof variable === 'string' ? variable : name;
    const earlier = first.get(used);
    if (earlier === undefined) first.set(used, name);
    else {
      const own = variable === undefined ? [] : ['x-rancher', 'variable'];
      fault(
        ['properties', name, ...own],
        `${name} and ${earlier} are both the variable ${used} in Rancher`,
        'set x-rancher.variable of one of them to another name',
      );
    }
  }
}

/** Whether an answer can have a value, by its type and its choices. */
export function isPossible(part: unknown, value: unknown): boolean {
  if (!isMap(part)) return true;
  if (part.type === 'boolean') return typeof value === 'boolean';
  return !Array.isArray(part.enum) || part.enum.includes(value);
}

/** Whether an answer's condition is on answers without one: what they are can then be known at once. */
export function checkCondition(
  name: string,
  properties: Readonly<Record<string, unknown>>,
  fault: Report,
): void {
  const { when } = annotationOf(properties[name]);
  for (const [other, value] of Object.entries(isMap(when) ? when : {})) {
    const pointer = ['properties', name, 'x-rancher', 'when', other];
    if (!Object.hasOwn(properties, other)) {
      const meant = nearest(other, Object.keys(properties));
      fault(
        pointer,
        `${name} depends on ${other}, which is not an answer`,
        meant === undefined ? 'declare it under properties' : `did you mean ${meant}?`,
      );
    } else if (annotationOf(properties[other]).when !== undefined) {
      fault(
        pointer,
        `${name} depends on ${other}, which depends on another answer itself`,
        `write the condition of ${other} here, too`,
      );
    } else if (!isPossible(properties[other], value)) {
      fault(
        pointer,
        `${name} depends on ${other} being ${JSON.stringify(value)}, which it never is`,
        'write a value that the schema of that answer allows, such as true without quotes',
      );
    }
  }
}
