import {
  mapNode,
  textNode,
  type MapNode,
  type ScalarNode,
  type YamlNode,
} from '../../source/yaml-node.ts';
import { goScalarText } from '../go-text.ts';
import { numericFields } from './rancher-types.ts';

/** A value with each scalar in it replaced. */
function eachScalar(node: YamlNode, replace: (scalar: ScalarNode) => YamlNode): YamlNode {
  if (node.kind === 'scalar') return replace(node);
  if (node.kind === 'list') {
    return { ...node, items: node.items.map((item) => eachScalar(item, replace)) };
  }
  const entries = [...node.entries.values()].map(({ key, value }) => ({
    key,
    value: eachScalar(value, replace),
  }));
  return { ...mapNode(entries, node.offset), duplicates: node.duplicates };
}

const toText = (node: ScalarNode): YamlNode =>
  node.type === 'str' || node.type === 'null' ? node : textNode(goScalarText(node), node.offset);

function toNumber(node: ScalarNode): YamlNode {
  if (node.type !== 'str' || !/^[+-]?\d+$/.test(node.text)) return node;
  const value = Number(node.text);
  if (!Number.isSafeInteger(value)) return node;
  return { ...node, type: 'int', value: value + 0, text: String(value) };
}

function fixService(service: MapNode): MapNode {
  const entries = [...service.entries].map(([name, { key, value }]) => {
    if (name === 'environment' || name === 'labels')
      return { key, value: eachScalar(value, toText) };
    return { key, value: numericFields.has(name) ? eachScalar(value, toNumber) : value };
  });
  return mapNode(entries, service.offset);
}

/**
 * Services with the types that the executor mends before it looks at them: in the environment and
 * labels all is text, in Rancher's own objects text of digits is a number (config/preprocess.go).
 */
export function fixTypes(services: MapNode): MapNode {
  const entries = [...services.entries.values()].map(({ key, value }) => ({
    key,
    value: value.kind === 'map' ? fixService(value) : value,
  }));
  return mapNode(entries, services.offset);
}
