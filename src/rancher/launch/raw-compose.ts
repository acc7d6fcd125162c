import { KeptWith } from '../../source/kept-with.ts';
import type { YamlRead } from '../../source/read-yaml.ts';
import { lineAt } from '../../source/yaml-fault.ts';
import {
  child,
  isNull,
  mapNode,
  textNode,
  type MapNode,
  type YamlNode,
} from '../../source/yaml-node.ts';
import { composeVersion, yamlError, type BlockReader } from '../read-catalog-block.ts';
import { decodeError } from '../decode-error.ts';
import { questionType } from '../catalog-question.ts';
import { goList, goString, goStruct, type GoType } from '../go-type.ts';
import { mapField, readInto } from '../struct-read.ts';
import { transferredFields } from './rancher-types.ts';
import { badConversion, Panic, Refusal } from './refusal.ts';
import { rawConfig, rawServices } from './section-types.ts';

/** A compose file after the executor's first step. */
export interface RawCompose {
  readonly version: 'v1' | 'v2';
  /** Includes the load balancers, drivers and other sections of version 2. */
  readonly services: MapNode;
  /** Version 2 only. */
  readonly containers: MapNode;
  readonly sections: Readonly<
    Record<'dependencies' | 'volumes' | 'networks' | 'hosts' | 'secrets', YamlNode | undefined>
  >;
}

const wrap = (error: string) =>
  `error parsing yaml, please check: ${error}. (Note: Only version 1 and 2 are supported)`;

const refusesVersion = (root: YamlNode | undefined) =>
  composeVersion(root) === '3' ? 'version 3 is not supported' : undefined;

/**
 * The executor's own type of the catalog block, with fewer fields than that of the catalog service
 * (rancher-catalog-service model/rancher_compose.go): a fault in `labels` does not stop a launch.
 */
const rancherCompose = goStruct('model.RancherCompose', {
  name: goString,
  uuid: goString,
  description: goString,
  version: goString,
  questions: goList(questionType),
  minimum_rancher_version: goString,
});

/** How the executor reads the catalog block (lookup/questions.go): it decodes the whole file first. */
export const executorReader: BlockReader = {
  fileType: rawConfig,
  blockType: rancherCompose,
  wrap,
  refuse: refusesVersion,
};

function check(root: YamlNode | undefined, type: GoType, source: string, isFirst: boolean): void {
  const error = decodeError(root, type, (node) => lineAt(source, node.offset), true);
  if (error) throw new Refusal(isFirst ? wrap(error.message) : error.message, error.node);
}

function refuseFault(read: YamlRead, words = (error: string) => error): void {
  const fault = yamlError(read);
  if (fault?.panics) throw new Panic(fault.message, undefined, fault.offset);
  if (fault) throw new Refusal(words(fault.message), undefined, fault.offset);
}

/** A map with string keys, like a Go map of strings; empty if the node is not a map. */
function textKeys(node: YamlNode | undefined): MapNode {
  if (node?.kind !== 'map') return mapNode([], node?.offset ?? 0);
  const entries = [...node.entries.values()].map(({ key, value }) => ({
    key:
      key.kind === 'scalar' && key.type !== 'str'
        ? textNode(key.type === 'null' ? '' : key.text, key.offset)
        : key,
    value,
  }));
  return mapNode(entries, node.offset);
}

function serviceMap(node: YamlNode | undefined): Map<string, MapNode | undefined> {
  const entries = [...textKeys(node).entries].map(
    ([name, { value }]) => [name, isNull(value) ? undefined : textKeys(value)] as const,
  );
  return new Map(entries);
}

const withKey = (service: MapNode, key: string, value: YamlNode): MapNode =>
  mapNode(
    [...service.entries.values(), { key: textNode(key, value.offset), value }],
    service.offset,
  );

/** Moves keys of a section's services below the key that they belong to (merge.go, transferFields). */
function transfer(service: MapNode | undefined, key: string, type: GoType): MapNode | undefined {
  if (service === undefined || type.kind !== 'struct') return service;
  const moved = [...service.entries.values()].filter(
    (entry) => entry.key.kind === 'scalar' && Object.hasOwn(type.fields, entry.key.text),
  );
  if (moved.length === 0) return service;
  const own = child(service, key);
  if (own && own.kind !== 'map')
    throw badConversion('string', 'map[interface {}]interface {}', own);
  return withKey(
    service,
    key,
    mapNode([...(own?.entries.values() ?? []), ...moved], service.offset),
  );
}

function withImage(service: MapNode | undefined, image: string, at: YamlNode): MapNode {
  if (service === undefined) throw new Panic('assignment to entry in nil map', at);
  return withKey(service, 'image', textNode(image, service.offset));
}

/** Services of the other sections of version 2, next to `services` (config/merge.go:67-110). */
function otherServices(root: YamlNode): Map<string, MapNode | undefined> {
  const all = new Map<string, MapNode | undefined>();
  for (const [section, [key, type]] of Object.entries(transferredFields)) {
    for (const [name, service] of serviceMap(mapField(root, section))) {
      all.set(name, transfer(service, key, type));
    }
  }
  for (const [name, service] of serviceMap(mapField(root, 'virtual_machines')))
    all.set(name, service);
  for (const [name, service] of serviceMap(mapField(root, 'external_services'))) {
    all.set(name, withImage(service, 'rancher/external-service', root));
  }
  for (const [name, service] of serviceMap(mapField(root, 'aliases'))) {
    const links = child(service, 'services');
    if (service === undefined || links === undefined) continue;
    const others = [...service.entries.values()].filter(
      ({ key }) => key.kind !== 'scalar' || key.text !== 'services',
    );
    const bare = mapNode(others, service.offset);
    all.set(name, withKey(withImage(bare, 'rancher/dns-service', root), 'links', links));
  }
  return all;
}

const asNode = (services: ReadonlyMap<string, MapNode | undefined>, offset: number): MapNode =>
  mapNode(
    [...services].map(([name, service]) => ({
      key: textNode(name, service?.offset ?? offset),
      value: service ?? mapNode([], offset),
    })),
    offset,
  );

const known = new KeptWith<YamlRead, RawCompose>();

/**
 * Splits a compose file into its sections (rancher-compose-executor config/merge.go:40-111, CreateRawConfig).
 * `source` is the text that was parsed, after the template pass. Throws a Refusal. What was read from one
 * text is split once, so that launches with other answers have the same nodes, and can keep results with them.
 */
export const readRawCompose = (read: YamlRead, source: string): RawCompose =>
  known.of(read, () => splitSections(read, source));

function splitSections(read: YamlRead, source: string): RawCompose {
  const asConfig = readInto(read, rawConfig);
  refuseFault(asConfig, wrap);
  const { root } = asConfig;
  check(root, rawConfig, source, true);
  const refusal = refusesVersion(root);
  if (refusal !== undefined) throw new Refusal(refusal, child(root, 'version'));
  const isSecond = composeVersion(root) === '2';
  if (!isSecond) {
    refuseFault(read);
    check(root, rawServices, source, false);
  }
  const services = serviceMap(isSecond ? mapField(root, 'services') : root);
  if (!isSecond) services.delete('.catalog');
  if (root) for (const [name, service] of otherServices(root)) services.set(name, service);
  return {
    version: isSecond ? 'v2' : 'v1',
    services: asNode(services, root?.offset ?? 0),
    containers: asNode(serviceMap(mapField(root, 'containers')), root?.offset ?? 0),
    sections: {
      dependencies: mapField(root, 'dependencies'),
      volumes: mapField(root, 'volumes'),
      networks: mapField(root, 'networks'),
      hosts: mapField(root, 'hosts'),
      secrets: mapField(root, 'secrets'),
    },
  };
}
