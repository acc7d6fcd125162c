import type { YamlRead } from '../../source/read-yaml.ts';
import {
  child,
  isNull,
  mapNode,
  mapValues,
  textNode,
  type MapNode,
  type YamlNode,
} from '../../source/yaml-node.ts';
import { decodeError } from '../decode-error.ts';
import { marshalledLine } from '../go-marshal.ts';
import { goTypeName } from '../go-text.ts';
import type { GoType } from '../go-type.ts';
import { composeSchemas } from './compose-schemas.ts';
import { serviceTypes } from './service-types.ts';
import { extendServices } from './extend-service.ts';
import { fixTypes } from './fix-types.ts';
import type { Interpolator } from './interpolator.ts';
import { mergeService, normalService } from './normal-service.ts';
import { readRawCompose, type RawCompose } from './raw-compose.ts';
import { badConversion, Panic, Refusal } from './refusal.ts';
import { schemaRefusal } from './schema-refusal.ts';
import { sectionTypes } from './section-types.ts';
import { validateServices } from './validate-services.ts';

/** Services by name, in the format of version 2. */
export type Services = ReadonlyMap<string, MapNode>;

/** The executor converts all maps to maps with string keys, and crashes if a key is not a string. */
function checkKeys(node: YamlNode): void {
  if (node.kind === 'list') for (const item of node.items) checkKeys(item);
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries.values()) {
    if (key.kind !== 'scalar' || key.type !== 'str') {
      const name = key.kind === 'scalar' && key.type === 'null' ? 'nil' : goTypeName(key);
      throw badConversion(name, 'string', key);
    }
    checkKeys(value);
  }
}

function interpolateMap(node: YamlNode, interpolator: Interpolator): YamlNode {
  if (node.kind !== 'map') return node;
  return mapValues(node, (value, name) => interpolator.node(name, value));
}

const interpolateServices = (services: MapNode, interpolator: Interpolator): MapNode =>
  mapValues(services, (service) => interpolateMap(service, interpolator));

/** Marshals a value to YAML and decodes that into a type, like the executor; throws its error. */
function convert(node: YamlNode | undefined, type: GoType): void {
  if (node === undefined || isNull(node)) return;
  const error = decodeError(node, type, (part) => marshalledLine(node, part));
  if (error) throw new Refusal(error.message, error.node);
}

function readServices(services: MapNode, version: 'v1' | 'v2', file: string): Services {
  checkKeys(services);
  const faults = validateServices(composeSchemas[version], services);
  const refusal = schemaRefusal(services, faults);
  if (refusal) throw refusal;
  const maps = new Map(
    [...services.entries].flatMap(([name, { value }]) =>
      value.kind === 'map' ? [[name, value] as const] : [],
    ),
  );
  const extended = extendServices(maps, file);
  const whole = mapNode(
    [...extended].map(([name, value]) => ({ key: textNode(name, value.offset), value })),
    services.offset,
  );
  convert(whole, serviceTypes[version]);
  return new Map([...extended].map(([name, service]) => [name, normalService(service, version)]));
}

/** Odd: the executor crashes on an entry without a value in these sections, but not in volumes or networks. */
function checkEntries(section: YamlNode | undefined): void {
  if (section?.kind !== 'map') return;
  for (const { key, value } of section.entries.values()) {
    if (isNull(value)) {
      throw new Panic('runtime error: invalid memory address or nil pointer dereference', key);
    }
  }
}

/** An unquoted `no` is a boolean, not a restart policy (config/merge.go, adjustValues). */
function mendRestart(service: MapNode): MapNode {
  const restart = child(service, 'restart');
  if (restart?.kind !== 'scalar' || restart.text !== 'false') return service;
  const entries = [...service.entries.values()].map((entry) =>
    entry.value === restart ? { ...entry, value: textNode('no', restart.offset) } : entry,
  );
  return mapNode(entries, service.offset);
}

/** The parts of a file that callers inspect. */
export interface MergedFile {
  readonly services: Services;
  readonly raw: RawCompose;
}

/**
 * Reads one compose file, after its template pass, and merges it over the existing services
 * (rancher-compose-executor config/merge.go:113-252). Throws a Refusal, or a Panic.
 */
export function mergeFile(
  existing: Services,
  read: YamlRead,
  source: string,
  file: string,
  interpolator: Interpolator,
): MergedFile {
  const raw = readRawCompose(read, source);
  const services = fixTypes(interpolateServices(raw.services, interpolator));
  const containers = fixTypes(interpolateServices(raw.containers, interpolator));
  const volumes = raw.sections.volumes && interpolateMap(raw.sections.volumes, interpolator);
  const networks = raw.sections.networks && interpolateMap(raw.sections.networks, interpolator);
  const own = readServices(services, raw.version, file);
  if (raw.version === 'v2') readServices(containers, 'v2', file);
  convert(raw.sections.dependencies, sectionTypes.dependencies);
  convert(volumes, sectionTypes.volumes);
  convert(networks, sectionTypes.networks);
  convert(raw.sections.hosts, sectionTypes.hosts);
  convert(raw.sections.secrets, sectionTypes.secrets);
  for (const name of ['dependencies', 'hosts', 'secrets'] as const)
    checkEntries(raw.sections[name]);
  const merged = new Map(existing);
  for (const [name, service] of own) {
    const base = existing.get(name);
    merged.set(name, mendRestart(base ? mergeService(base, service) : service));
  }
  return { services: merged, raw };
}
