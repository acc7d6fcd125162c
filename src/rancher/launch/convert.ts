import { isNull, type YamlNode } from '../../source/yaml-node.ts';
import { decodeError } from '../decode-error.ts';
import { marshalledLine } from '../go-marshal.ts';
import type { GoType } from '../go-type.ts';
import { rewritten } from '../rewritten.ts';
import { Refusal } from './refusal.ts';

/** A value that was marshalled to YAML and decoded into a type, like the executor does; throws its error. */
export function convert(node: YamlNode, type: GoType): YamlNode {
  if (isNull(node)) return node;
  const made = rewritten(node);
  const error = decodeError(made, type, (part) => marshalledLine(made, part));
  if (error) throw new Refusal(error.message, error.node);
  return made;
}
