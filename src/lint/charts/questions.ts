import { isMap } from '../../model/json.ts';
import {
  questionOf,
  type FormQuestion as ReadQuestion,
} from '../../rancher2/form/form-question.ts';
import { readKeysOf } from '../../rancher2/form/value-path.ts';
import { child, isNull, type MapNode, type YamlNode } from '../../source/yaml-node.ts';
import { jsonOf } from './json-of.ts';
import { scalarText, valueAt } from './value-path.ts';

/** A question of a chart's form. */
export interface FormQuestion {
  readonly node: MapNode;
  /** '' if it has none. */
  readonly variable: string;
  /** The path of the variable; undefined without one, and for a JSONPath that is more than keys. */
  readonly keys: readonly string[] | undefined;
  /** As the form reads it; its subquestions are left out. */
  readonly form: ReadQuestion;
  /** In lower case, as the form compares it; '' if it has none. */
  readonly type: string;
  /** The question that it is a subquestion of. */
  readonly parent: FormQuestion | undefined;
}

/** The keys of a question that the form reads (rancher/dashboard shell/components/Questions). */
export const readKeys: readonly string[] = [
  'variable',
  'label',
  'description',
  'tooltip',
  'type',
  'required',
  'default',
  'options',
  'multiple',
  'searchable',
  'group',
  'min',
  'max',
  'min_length',
  'valid_chars',
  'invalid_chars',
  'show_if',
  'if',
  'subquestions',
  'show_subquestion_if',
  'show_subquestions_if',
  'subquestion_if',
  'subquestions_if',
];

/** The keys of a condition on the subquestions of a question. */
export const subConditions = ['show_subquestions_if', 'show_subquestion_if'] as const;

/** The text of a key; '' if it is missing or not a scalar. */
export const textOf = (question: FormQuestion, key: string): string =>
  scalarText(child(question.node, key)) ?? '';

/** The value that the form starts with: that of values.yaml, or the default if it is not in that file. */
export const startOf = (
  { node, keys }: FormQuestion,
  values: YamlNode | undefined,
): YamlNode | undefined => (keys && valueAt(values, keys)) ?? child(node, 'default');

/** Whether the form takes a number. */
export const isNumeric = ({ type }: FormQuestion): boolean => type === 'int' || type === 'float';

function readForm(node: MapNode, variable: string): ReadQuestion {
  const entries = new Map([...node.entries].filter(([key]) => key !== 'subquestions'));
  const read = jsonOf({ ...node, entries }, true);
  return questionOf(isMap(read) ? read : {}, variable);
}

function questionsIn(list: YamlNode | undefined, parent: FormQuestion | undefined): FormQuestion[] {
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((node) => {
    if (node.kind !== 'map') return [];
    const variable = scalarText(child(node, 'variable')) ?? '';
    const type = (scalarText(child(node, 'type')) ?? '').toLowerCase();
    const keys = variable === '' ? undefined : readKeysOf(variable);
    const question: FormQuestion = {
      node,
      variable,
      keys,
      form: readForm(node, variable),
      type,
      parent,
    };
    return [question, ...questionsIn(child(node, 'subquestions'), question)];
  });
}

/** The questions of a questions.yaml in the order of the form, each before its subquestions. */
export const questionsOf = (root: YamlNode | undefined): FormQuestion[] =>
  questionsIn(child(root, 'questions'), undefined);

/** The options of a question, as the form sends them: items of a list, or the keys of a map as text. */
export function optionsOf({ node }: FormQuestion): readonly YamlNode[] | undefined {
  const options = child(node, 'options');
  if (options?.kind === 'list') return options.items;
  return options?.kind === 'map' ? [...options.entries.values()].map(({ key }) => key) : undefined;
}

/** Whether a key of a question is set to something. */
export const has = ({ node }: FormQuestion, key: string): boolean => !isNull(child(node, key));

/** The name of a question in messages. */
export const nameOf = ({ variable }: FormQuestion): string =>
  variable === '' ? 'a question without a variable' : variable;
