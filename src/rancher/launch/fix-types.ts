import { KeptWith } from '../../source/kept-with.ts';
import {
  mapItems,
  mapValues,
  scalarNode,
  textNode,
  type MapNode,
  type ScalarNode,
  type YamlNode,
} from '../../source/yaml-node.ts';
import { goScalarText } from '../go-text.ts';
import { numericFields } from './rancher-types.ts';

/** A value with each of its scalars replaced. */
function eachScalar(node: YamlNode, replace: (scalar: ScalarNode) => YamlNode): YamlNode {
  if (node.kind === 'scalar') return replace(node);
  if (node.kind === 'list') return mapItems(node, (item) => eachScalar(item, replace));
  return mapValues(node, (value) => eachScalar(value, replace));
}

const toText = (node: ScalarNode): YamlNode =>
  node.type === 'str' || node.type === 'null' ? node : textNode(goScalarText(node), node.offset);

function toNumber(node: ScalarNode): YamlNode {
  if (node.type !== 'str' || !/^[+-]?\d+$/.test(node.text)) return node;
  const value = Number(node.text);
  if (!Number.isSafeInteger(value)) return node;
  return scalarNode('int', String(value), value + 0, node.plain, node.offset, node.tagged);
}

function fixValue(value: YamlNode, name: string): YamlNode {
  if (name === 'environment' || name === 'labels') return eachScalar(value, toText);
  return numericFields.has(name) ? eachScalar(value, toNumber) : value;
}

const known = new KeptWith<MapNode, MapNode>();

const fixService = (service: MapNode): MapNode =>
  known.of(service, () => mapValues(service, fixValue));

/**
 * Services with the types that the executor converts before validation: in the environment and
 * labels every value becomes a string, in Rancher's own objects digits become a number (config/preprocess.go).
 */
export function fixTypes(services: MapNode): MapNode {
  return mapValues(services, (service) => (service.kind === 'map' ? fixService(service) : service));
}
