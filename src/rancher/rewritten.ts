import { resolveScalar } from '../source/resolve-scalar.ts';
import { mapItems, mapValues, type ScalarNode, type YamlNode } from '../source/yaml-node.ts';
import { fieldText } from './go-text.ts';

function rewrittenScalar(node: ScalarNode): YamlNode {
  const { kind, offset, plain } = node;
  if (node.type === 'str') {
    return node.tagged
      ? { kind, type: 'str', text: node.text, value: node.text, plain, offset }
      : node;
  }
  const text = node.type === 'null' ? 'null' : fieldText(node);
  return text === node.text ? node : { kind, text, ...resolveScalar(text), plain, offset };
}

/**
 * A value that was written as YAML by go-yaml and read again (utils.Convert): yes is true, 0x1F is 31, 2.0 is
 * an integer, and tags are gone. The same object if nothing changes.
 */
export function rewritten(node: YamlNode): YamlNode {
  if (node.kind === 'scalar') return rewrittenScalar(node);
  return node.kind === 'list' ? mapItems(node, rewritten) : mapValues(node, rewritten);
}
