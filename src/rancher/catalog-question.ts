import { child, type YamlNode } from '../source/yaml-node.ts';
import { fieldText } from './go-text.ts';
import { goBool, goInt, goList, goString, goStruct } from './go-type.ts';

/** A question of a template version as the API serves it, with the names of rancher-compose.yml. */
export interface CatalogQuestion {
  readonly variable: string;
  readonly label: string;
  readonly description: string;
  readonly type: string;
  readonly required: boolean;
  readonly default: string;
  readonly group: string;
  readonly minLength: number;
  readonly maxLength: number;
  readonly min: number;
  readonly max: number;
  readonly options: readonly string[];
  readonly validChars: string;
  readonly invalidChars: string;
}

export const questionType = goStruct('model.Question', {
  variable: goString,
  label: goString,
  description: goString,
  type: goString,
  required: goBool,
  default: goString,
  group: goString,
  min_length: goInt,
  max_length: goInt,
  min: goInt,
  max: goInt,
  options: goList(goString),
  valid_chars: goString,
  invalid_chars: goString,
});

/**
 * Keys of a question that Rancher 1.6 reads. It ignores all others.
 *
 * @public
 */
export const questionKeys: readonly string[] =
  questionType.kind === 'struct' ? Object.keys(questionType.fields) : [];

const int = (node: YamlNode | undefined): number =>
  node?.kind === 'scalar' && (node.type === 'int' || node.type === 'float')
    ? Math.trunc(Number(node.value))
    : 0;

/** A question after Rancher's round trip through YAML. The node must be of `questionType`. */
export function readQuestion(node: YamlNode): CatalogQuestion {
  const options = child(node, 'options');
  return {
    variable: fieldText(child(node, 'variable')),
    label: fieldText(child(node, 'label')),
    description: fieldText(child(node, 'description')),
    type: fieldText(child(node, 'type')),
    required: isTrue(child(node, 'required')),
    default: fieldText(child(node, 'default')),
    group: fieldText(child(node, 'group')),
    minLength: int(child(node, 'min_length')),
    maxLength: int(child(node, 'max_length')),
    min: int(child(node, 'min')),
    max: int(child(node, 'max')),
    options: options?.kind === 'list' ? options.items.map(fieldText) : [],
    validChars: fieldText(child(node, 'valid_chars')),
    invalidChars: fieldText(child(node, 'invalid_chars')),
  };
}

const isTrue = (node: YamlNode | undefined) => node?.kind === 'scalar' && node.value === true;
