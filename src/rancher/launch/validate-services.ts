import type { YamlNode } from '../../source/yaml-node.ts';
import type { JsonType, Schema } from './compose-schemas.ts';
import { isPortSpec } from './is-port-spec.ts';
import { jsonText } from './json-text.ts';

export type SchemaFaultType =
  | 'additional_property_not_allowed'
  | 'invalid_type'
  | 'number_one_of'
  | 'required'
  | 'missing_dependency'
  | 'unique'
  | 'format'
  | 'range';

/** A fault as gojsonschema reports it. */
export interface SchemaFault {
  readonly type: SchemaFaultType;
  /** The path of the value, from the map of services. */
  readonly context: readonly string[];
  readonly node: YamlNode;
  /** The missing or unexpected key, the expected types, the alternatives, or the whole description. */
  readonly detail: string;
}

const none: readonly string[] = [];

/** The path of a value, last step first. */
interface Context {
  readonly above: Context | undefined;
  readonly step: string;
}

function stepsOf(context: Context | undefined): string[] {
  const steps: string[] = [];
  for (let at = context; at; at = at.above) steps.unshift(at.step);
  return steps;
}

/** Faults of a value, and its score: the faults of the alternative with the best score are reported. */
interface Outcome {
  readonly faults: SchemaFault[];
  score: number;
}

function typeOf(node: YamlNode): JsonType {
  if (node.kind === 'map') return 'object';
  if (node.kind === 'list') return 'array';
  if (node.type === 'str') return 'string';
  if (node.type === 'bool') return 'boolean';
  if (node.type === 'null') return 'null';
  return node.type === 'int' || Number.isInteger(node.value) ? 'integer' : 'number';
}

function hasType(node: YamlNode, types: readonly JsonType[] | undefined): boolean {
  if (types === undefined) return true;
  const type = typeOf(node);
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

function add(
  outcome: Outcome,
  type: SchemaFaultType,
  context: Context | undefined,
  node: YamlNode,
  detail = '',
): void {
  outcome.faults.push({ type, context: stepsOf(context), node, detail });
  outcome.score -= 2;
}

function join(outcome: Outcome, other: Outcome): void {
  for (const fault of other.faults) outcome.faults.push(fault);
  outcome.score += other.score;
}

function validate(schema: Schema, node: YamlNode, context: Context | undefined): Outcome {
  const outcome: Outcome = { faults: [], score: 0 };
  if (!hasType(node, schema.types)) {
    const types = schema.types ?? [];
    const expected = types.length > 1 ? `[${types.join(',')}]` : types.join('');
    add(outcome, 'invalid_type', context, node, expected);
    return outcome;
  }
  if (schema.oneOf) checkAlternatives(schema.oneOf, schema, node, context, outcome);
  if (schema.dependencies) checkDependencies(schema.dependencies, node, context, outcome);
  outcome.score += 1;
  if (node.kind === 'map') checkMap(schema, node, context, outcome);
  else if (node.kind === 'list') checkList(schema, node, context, outcome);
  else checkScalar(schema, node, context, outcome);
  outcome.score += 2;
  return outcome;
}

/** The types of the alternatives, as messages list them. */
function choicesOf(schema: Schema): string {
  const types =
    schema.named ?? (schema.oneOf ?? []).flatMap((each) => each.named ?? each.types ?? []);
  return types.join(' or ');
}

function checkAlternatives(
  alternatives: readonly Schema[],
  schema: Schema,
  node: YamlNode,
  context: Context | undefined,
  outcome: Outcome,
): void {
  let best: Outcome | undefined;
  let valid = 0;
  for (const alternative of alternatives) {
    const result = validate(alternative, node, context);
    if (result.faults.length === 0) valid += 1;
    else if (valid === 0 && result.score > (best?.score ?? -Infinity)) best = result;
  }
  if (valid === 1) return;
  add(outcome, 'number_one_of', context, node, choicesOf(schema));
  if (best && valid === 0) join(outcome, best);
}

function checkDependencies(
  dependencies: Readonly<Record<string, string>>,
  node: YamlNode,
  context: Context | undefined,
  outcome: Outcome,
): void {
  for (const [key, needed] of Object.entries(dependencies)) {
    if (node.kind === 'map' && node.entries.has(key) && !node.entries.has(needed)) {
      add(outcome, 'missing_dependency', context, node, needed);
    }
  }
}

function checkMap(
  schema: Schema,
  node: YamlNode & { kind: 'map' },
  context: Context | undefined,
  outcome: Outcome,
): void {
  for (const key of schema.required ?? none) {
    if (node.entries.has(key)) outcome.score += 1;
    else add(outcome, 'required', context, node, key);
  }
  const { patternProperties: patterns, properties, closed = false } = schema;
  if (patterns || closed) {
    for (const [key, { key: keyNode, value }] of node.entries) {
      // Odd: a key that matches a pattern but has a wrong value is also reported as unexpected.
      const fits = patterns !== undefined && checkPatterns(patterns, key, value, context, outcome);
      if (fits || !closed) continue;
      const isKnown = properties !== undefined && Object.hasOwn(properties, key);
      if (!isKnown) add(outcome, 'additional_property_not_allowed', context, keyNode, key);
    }
  }
  outcome.score += 1;
  if (properties) checkProperties(properties, node, context, outcome);
}

/** Faults are in the order of the schema, not of the file. */
function checkProperties(
  properties: Readonly<Record<string, Schema>>,
  node: YamlNode & { kind: 'map' },
  context: Context | undefined,
  outcome: Outcome,
): void {
  let faulty: (readonly [string, Outcome])[] | undefined;
  for (const [key, { value }] of node.entries) {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (!property) continue;
    const result = validate(property, value, { above: context, step: key });
    if (result.faults.length > 0) (faulty ??= []).push([key, result]);
    else outcome.score += result.score;
  }
  if (!faulty) return;
  const order = Object.keys(properties);
  faulty.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  for (const [, result] of faulty) join(outcome, result);
}

function checkPatterns(
  patterns: readonly (readonly [RegExp, Schema])[],
  key: string,
  value: YamlNode,
  context: Context | undefined,
  outcome: Outcome,
): boolean {
  let fits = false;
  for (const [pattern, each] of patterns) {
    if (!pattern.test(key)) continue;
    const result = validate(each, value, { above: context, step: key });
    join(outcome, result);
    if (result.faults.length === 0) fits = true;
  }
  if (fits) outcome.score += 1;
  return fits;
}

function checkList(
  schema: Schema,
  node: YamlNode & { kind: 'list' },
  context: Context | undefined,
  outcome: Outcome,
): void {
  if (schema.items) {
    for (const [index, item] of node.items.entries()) {
      join(outcome, validate(schema.items, item, { above: context, step: String(index) }));
    }
  }
  if (schema.uniqueItems && node.items.length > 1) {
    const seen = new Set<string>();
    for (const item of node.items) {
      const text = jsonText(item);
      if (seen.has(text)) add(outcome, 'unique', context, node);
      seen.add(text);
    }
  }
  outcome.score += 1;
}

function checkScalar(
  schema: Schema,
  node: YamlNode & { kind: 'scalar' },
  context: Context | undefined,
  outcome: Outcome,
): void {
  const { minimum = -Infinity, maximum = Infinity, format } = schema;
  const number = node.type === 'int' || node.type === 'float' ? Number(node.value) : 0;
  if (number > maximum) {
    add(outcome, 'range', context, node, `Must be less than or equal to ${maximum}`);
  }
  if (number < minimum) {
    add(outcome, 'range', context, node, `Must be greater than or equal to ${minimum}`);
  }
  if (format && node.type === 'str' && !isPortSpec(node.text)) {
    add(outcome, 'format', context, node, `Does not match format '${format}'`);
  }
  if (node.type !== 'bool' && node.type !== 'null') outcome.score += 1;
}

/** All faults of a map of services, in the order of the file. */
export function validateServices(schema: Schema, services: YamlNode): SchemaFault[] {
  return validate(schema, services, undefined).faults;
}
