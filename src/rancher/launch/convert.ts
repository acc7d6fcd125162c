import { isNull, type YamlNode } from '../../source/yaml-node.ts';
import { decodeError } from '../decode-error.ts';
import { marshalledLine } from '../go-marshal.ts';
import type { GoType } from '../go-type.ts';
import { Refusal } from './refusal.ts';

/** Marshals a value to YAML and decodes that into a type, like the executor; throws its error. */
export function convert(node: YamlNode | undefined, type: GoType): void {
  if (node === undefined || isNull(node)) return;
  const error = decodeError(node, type, (part) => marshalledLine(node, part));
  if (error) throw new Refusal(error.message, error.node);
}
