import { KeptWith } from '../../source/kept-with.ts';
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
import { convert } from './convert.ts';
import { fixTypes } from './fix-types.ts';
import type { Interpolator } from './interpolator.ts';
import { mergeService } from './normal-service.ts';
import { readRawCompose, type RawCompose } from './raw-compose.ts';
import { readServices } from './read-services.ts';
import { Panic } from './refusal.ts';
import { sectionTypes } from './section-types.ts';

/** Services by name, in the format of version 2. */
export type Services = ReadonlyMap<string, MapNode>;

const interpolateMap = (node: YamlNode, interpolator: Interpolator): YamlNode =>
  node.kind === 'map' ? interpolator.map(node) : node;

const interpolateServices = (services: MapNode, interpolator: Interpolator): MapNode =>
  mapValues(services, (service) => interpolateMap(service, interpolator));

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

/** The last base of each service, and what was merged of both. */
const known = new KeptWith<
  MapNode,
  { readonly base: MapNode | undefined; readonly merged: MapNode }
>();

/** A service over that of the file before, if that has it. */
function mergedService(base: MapNode | undefined, service: MapNode): MapNode {
  const kept = known.get(service);
  if (kept && kept.base === base) return kept.merged;
  const merged = mendRestart(base ? mergeService(base, service) : service);
  known.set(service, { base, merged });
  return merged;
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
  const { dependencies, hosts, secrets } = raw.sections;
  if (dependencies) convert(dependencies, sectionTypes.dependencies);
  if (volumes) convert(volumes, sectionTypes.volumes);
  if (networks) convert(networks, sectionTypes.networks);
  if (hosts) convert(hosts, sectionTypes.hosts);
  if (secrets) convert(secrets, sectionTypes.secrets);
  for (const name of ['dependencies', 'hosts', 'secrets'] as const)
    checkEntries(raw.sections[name]);
  const merged = new Map(existing);
  for (const [name, service] of own) {
    merged.set(name, mergedService(existing.get(name), service));
  }
  return { services: merged, raw };
}
