import type { YamlNode } from '../../source/yaml-node.ts';
import { goPlainText } from '../go-text.ts';
import { formatGo } from '../template/format-go.ts';
import { outOfRange, Refusal } from './refusal.ts';
import type { SchemaFault } from './validate-services.ts';

/** Common misspellings that the executor detects (config/validation.go). */
const hints: Readonly<Record<string, string>> = {
  cpu_share: 'cpu_shares',
  add_host: 'extra_hosts',
  hosts: 'extra_hosts',
  extra_host: 'extra_hosts',
  device: 'devices',
  link: 'links',
  memory_swap: 'memswap_limit',
  port: 'ports',
  privilege: 'privileged',
  priviliged: 'privileged',
  privilige: 'privileged',
  volume: 'volumes',
  workdir: 'working_dir',
};

/** Odd: the executor splits the path at dots, so a service `a.b` is called `a`. */
const stepsOf = (fault: SchemaFault): string[] => {
  const isKey = fault.type === 'additional_property_not_allowed' || fault.type === 'required';
  return (isKey ? fault.detail : fault.context.join('.')).split('.');
};

const serviceOf = (fault: SchemaFault) => stepsOf(fault)[0] ?? '';
const keyOfFault = (fault: SchemaFault) => stepsOf(fault).at(-1) ?? '';

function withArticle(text: string): string {
  if (text === '') throw outOfRange(0, 0);
  return /^[aeiou]/i.test(text) ? `an ${text}` : `a ${text}`;
}

const isIndex = (step: string | undefined) => step !== undefined && /^[+-]?\d+$/.test(step);

/** The value at a path, as the executor prints it. */
function valueAt(services: YamlNode, context: readonly string[]): string {
  let value: YamlNode | undefined = services;
  for (const step of context.join('.').split('.')) {
    if (value?.kind === 'scalar' && value.type === 'str') return value.text;
    if (value?.kind === 'list') value = value.items[Number(step)];
    else if (value?.kind === 'map') value = value.entries.get(step)?.value;
  }
  return value === undefined ? '<nil>' : goPlainText(value);
}

function alternativeMessage(
  services: YamlNode,
  fault: SchemaFault,
  next: SchemaFault | undefined,
): string {
  if (next?.type === 'additional_property_not_allowed') {
    return `contains unsupported option: '${next.detail}'`;
  }
  if (next?.type === 'unique') {
    return `contains non unique items, please remove duplicates from ${valueAt(services, next.context)}`;
  }
  if (next?.type !== 'invalid_type') return '';
  if (isIndex(next.context.at(-1))) {
    const value = valueAt(services, next.context);
    return `contains ${value}, which is an invalid type, it should be ${withArticle(next.detail)}`;
  }
  return `contains an invalid type, it should be ${withArticle(fault.detail)}`;
}

function unsupported(fault: SchemaFault, next: SchemaFault | undefined): string {
  // Odd: the name of the service comes from the next fault, even if that is unrelated.
  if (!next) throw outOfRange(1, 1, fault.node);
  const hint = hints[fault.detail];
  const meant = hint === undefined ? '' : ` (did you mean '${hint}'?)`;
  return `Unsupported config option for ${serviceOf(next)} service: '${keyOfFault(fault)}'${meant}`;
}

function messageOf(fault: SchemaFault, next: SchemaFault | undefined): string {
  const [service, key] = [serviceOf(fault), keyOfFault(fault)];
  if (fault.type === 'additional_property_not_allowed') return unsupported(fault, next);
  if (fault.type === 'invalid_type') {
    const types = fault.detail.replace(/^\[(.*,.*)\]$/, '$1').split(',');
    const expected = withArticle(types.join(' or '));
    return `Service '${service}' configuration key '${key}' contains an invalid type, it should be ${expected}.`;
  }
  if (fault.type === 'required') {
    return `Service '${service}' option '${key}' is invalid, ${fault.detail} is required`;
  }
  if (fault.type === 'missing_dependency') {
    return `Invalid configuration for '${service}' service: dependency '${fault.detail}' is not satisfied`;
  }
  return `Service '${service}' configuration key ${key} value ${fault.detail}`;
}

/**
 * The error for a file's schema faults, with the executor's messages and oddities
 * (config/validation.go, generateErrorMessages). Undefined without faults.
 */
export function schemaRefusal(
  services: YamlNode,
  faults: readonly SchemaFault[],
): Refusal | undefined {
  const messages: string[] = [];
  let skipsRoot = false;
  for (let index = 0; index < faults.length; index += 1) {
    const fault = faults[index];
    const next = faults[index + 1];
    if (!fault) break;
    const isRoot = fault.context.length === 0;
    const isExtra = fault.type === 'additional_property_not_allowed';
    if (isRoot && isExtra && skipsRoot) skipsRoot = false;
    else if (isRoot && isExtra) {
      messages.push(
        `Invalid service name '${fault.detail}' - only [a-zA-Z0-9\\._\\-] characters are allowed`,
      );
    } else if (isRoot) messages.push(`Invalid type. Expected: ${fault.detail}`);
    else {
      skipsRoot = true;
      const start = `Service '${serviceOf(fault)}' configuration key '${keyOfFault(fault)}'`;
      if (fault.type === 'number_one_of') {
        messages.push(`${start} ${alternativeMessage(services, fault, next)}`);
        index += 1;
      } else if (fault.type === 'unique') {
        messages.push(`${start} value ${valueAt(services, fault.context)} has non-unique elements`);
      } else messages.push(messageOf(fault, next));
    }
  }
  if (messages.length === 0) return undefined;
  // Odd: the text is used as a format string, so a % in it is garbled.
  return new Refusal(formatGo(messages.join('\n'), []), faults[0]?.node);
}
