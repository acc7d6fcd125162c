import { KeptWith } from '../../source/kept-with.ts';
import {
  mapNode,
  textNode,
  withEntries,
  type MapEntry,
  type MapNode,
  type YamlNode,
} from '../../source/yaml-node.ts';
import { goPlainText, goTypeName } from '../go-text.ts';
import { composeSchemas } from './compose-schemas.ts';
import { convert } from './convert.ts';
import { extendServices } from './extend-service.ts';
import { normalService } from './normal-service.ts';
import { badConversion, Refusal } from './refusal.ts';
import { schemaRefusal } from './schema-refusal.ts';
import { serviceTypes } from './service-types.ts';
import { validateServices } from './validate-services.ts';

type Version = 'v1' | 'v2';
type Maps = ReadonlyMap<string, MapNode>;

const isInfinite = (node: YamlNode): boolean =>
  node.kind === 'scalar' && node.type === 'float' && !Number.isFinite(node.value);

/**
 * The executor converts all maps to maps with string keys, and crashes if a key is not a string. The value is
 * the first number that JSON does not have.
 */
function checkKeys(node: YamlNode): YamlNode | undefined {
  if (isInfinite(node)) return node;
  let found: YamlNode | undefined;
  if (node.kind === 'list') for (const item of node.items) found = checkKeys(item) ?? found;
  if (node.kind !== 'map') return found;
  for (const { key, value } of node.entries.values()) {
    if (key.kind !== 'scalar' || key.type !== 'str') {
      const name = key.kind === 'scalar' && key.type === 'null' ? 'nil' : goTypeName(key);
      throw badConversion(name, 'string', key);
    }
    found = checkKeys(value) ?? found;
  }
  return found;
}

/** The validator gets the services as JSON (gojsonschema jsonLoader.go, NewGoLoader). */
function checkJson(services: MapNode): void {
  const node = checkKeys(services);
  if (node) throw new Refusal(`json: unsupported value: ${goPlainText(node)}`, node);
}

/** A service that was read without a fault. */
interface Accepted {
  readonly name: string;
  readonly version: Version;
  readonly normal: MapNode;
}

/**
 * Services by their nodes. Whether a service has a fault depends on nothing but the service, its name and
 * the version of the file; one that extends another is not kept.
 */
const accepted = new KeptWith<YamlNode, Accepted>();

const mapsIn = (entries: Iterable<readonly [string, MapEntry]>) =>
  new Map(
    [...entries].flatMap(([name, { value }]) =>
      value.kind === 'map' ? [[name, value] as const] : [],
    ),
  );

/** All steps for some services of a file; `whole` has all of them. */
function readSome(services: MapNode, version: Version, file: string, whole: MapNode): Maps {
  checkJson(services);
  const faults = validateServices(composeSchemas[version], services);
  const refusal = schemaRefusal(services, faults);
  if (refusal) throw refusal;
  const extended = extendServices(mapsIn(services.entries), mapsIn(whole.entries), file);
  const entries = [...extended].map(([name, value]) => ({
    key: textNode(name, value.offset),
    value,
  }));
  const made = convert(mapNode(entries, services.offset), serviceTypes[version]);
  return made.kind === 'map' ? mapsIn(made.entries) : extended;
}

/** Like `readSome`, but an error is that of the whole file: it can name the line of a service. */
function readFresh(services: MapNode, version: Version, file: string, whole: MapNode): Maps {
  try {
    return readSome(services, version, file, whole);
  } catch (error) {
    if (error instanceof Refusal) readSome(whole, version, file, whole);
    throw error;
  }
}

/**
 * Services of a file after interpolation, as the executor keeps them (config/merge_v1.go and merge_v2.go).
 * Throws its refusal.
 */
export function readServices(services: MapNode, version: Version, file: string): Maps {
  const known = new Map<string, MapNode>();
  const fresh = new Map<string, MapEntry>();
  for (const [name, entry] of services.entries) {
    const kept = accepted.get(entry.value);
    if (kept?.name === name && kept.version === version) known.set(name, kept.normal);
    else fresh.set(name, entry);
  }
  const isAll = fresh.size === services.entries.size;
  const read = isAll
    ? readSome(services, version, file, services)
    : readFresh(withEntries(services, fresh), version, file, services);
  return new Map(
    [...services.entries].flatMap(([name, { value }]) => {
      const service = read.get(name);
      const normal = service ? normalService(service, version) : known.get(name);
      if (normal && service === value) accepted.set(value, { name, version, normal });
      return normal ? [[name, normal] as const] : [];
    }),
  );
}
