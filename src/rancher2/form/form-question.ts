import { isMap } from '../../model/json.ts';
import { textOf } from './condition.ts';

/** A choice of an enum: what is sent, with the type that YAML gives it. */
export type Choice = string | number | boolean | null;

/** A question of questions.yaml with the keys that the dashboard reads (shell/components/Questions). */
export interface FormQuestion {
  /** A path in the values. */
  readonly variable: string;
  readonly label: string;
  /** In lower case; `string` if it has none. */
  readonly type: string;
  readonly required: boolean;
  /** Used only if the values of the chart lack the variable. */
  readonly default: unknown;
  readonly choices: readonly Choice[];
  /** Whether several choices can be taken. */
  readonly multiple: boolean;
  /** @default Questions, or that of the question above */
  readonly group: string | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly minLength: number | undefined;
  readonly validChars: string | undefined;
  readonly invalidChars: string | undefined;
  /** Text, or the form shows nothing: neither this question nor another. */
  readonly showIf: unknown;
  /** An expression of Jexl, in place of `showIf`; '' for one that always holds. */
  readonly if: string | undefined;
  readonly subquestions: readonly FormQuestion[];
  /** When subquestions are shown: an expression of Jexl. @default always */
  readonly subquestionsIf: string | undefined;
}

/** The components of the dashboard that ask questions; a question keeps its component while its place has the same. */
export type Widget =
  | 'text'
  | 'reference'
  | 'array'
  | 'map'
  | 'boolean'
  | 'enum'
  | 'int'
  | 'float'
  | 'cloudcredential'
  | 'radio'
  | 'yaml';

/** The component for each type that the dashboard knows. Its `questionMap` is never found: types are compared in lower case. */
const widgets: ReadonlyMap<string, Widget> = new Map([
  ['string', 'text'],
  ['hostname', 'text'],
  ['multiline', 'text'],
  ['password', 'text'],
  ['ipaddr', 'text'],
  ['cidr', 'text'],
  ['cron', 'text'],
  ['boolean', 'boolean'],
  ['enum', 'enum'],
  ['int', 'int'],
  ['float', 'float'],
  ['reference', 'reference'],
  ['configmap', 'reference'],
  ['secret', 'reference'],
  ['storageclass', 'reference'],
  ['pvc', 'reference'],
  ['cloudcredential', 'cloudcredential'],
  ['radio', 'radio'],
  ['yaml', 'yaml'],
]);

/** The types that the dashboard knows, without those that only begin with `array`, `map` or `reference[`. */
export const knownTypes: readonly string[] = [...widgets.keys()];

/** The component for a type in lower case (Questions/index.vue, componentForQuestion); undefined if it is unknown. */
export function knownWidget(type: string): Widget | undefined {
  const widget = widgets.get(type);
  if (widget) return widget;
  if (type.startsWith('array')) return 'array';
  if (type.startsWith('map')) return 'map';
  return type.startsWith('reference[') ? 'reference' : undefined;
}

/** The component that asks a question of a type: a text box for an unknown one. */
export const widgetOf = (type: string): Widget => knownWidget(type) ?? 'text';

const textIn = (value: unknown) => (typeof value === 'string' ? value : undefined);
const numberIn = (value: unknown) => (typeof value === 'number' ? value : undefined);

type QuestionMap = Readonly<Record<string, unknown>>;

/** The first of the keys that is there: an empty one has the value null. */
const firstOf = (map: QuestionMap, keys: readonly string[]): unknown =>
  map[keys.find((key) => map[key] !== undefined) ?? ''];

/** An expression of Jexl. Anything but text is either false, or fails: the same as a condition that always holds. */
const expressionIn = (value: unknown) => textIn(value) ?? '';

const isChoice = (value: unknown): value is Choice => typeof value !== 'object' || value === null;

/** Choices of a list, with the value of an item that has a label of its own; the keys of a map. */
function choicesOf(options: unknown): Choice[] {
  if (isMap(options)) return Object.keys(options);
  if (!Array.isArray(options)) return [];
  return options
    .map((each: unknown) => (isMap(each) && each.value !== undefined ? each.value : each))
    .filter(isChoice);
}

/** When subquestions are shown: both forms of the key are in use (Questions/index.vue, shouldShowSub). */
function subquestionsIf(map: QuestionMap, variable: string): string | undefined {
  const expression = firstOf(map, ['subquestions_if', 'subquestion_if']);
  const old = firstOf(map, ['show_subquestions_if', 'show_subquestion_if']);
  if (expression) return expressionIn(expression);
  if (old === undefined) return undefined;
  const text = old === null ? 'null' : textOf(old);
  if (text === 'true' || text === 'false') return `${text === 'true' ? '!!' : '!'}${variable}`;
  return `${variable} == "${text}"`;
}

/** A question of questions.yaml as the form reads it. */
export function questionOf(map: QuestionMap, variable: string): FormQuestion {
  return {
    variable,
    label: textIn(map.label) ?? variable,
    type: (textIn(map.type) ?? 'string').toLowerCase(),
    required: map.required === true,
    default: map.default,
    choices: choicesOf(map.options),
    multiple: map.multiple === true,
    group: textIn(map.group),
    min: numberIn(map.min),
    max: numberIn(map.max),
    minLength: numberIn(map.min_length),
    validChars: textIn(map.valid_chars),
    invalidChars: textIn(map.invalid_chars),
    showIf: map.show_if,
    if: map.if === undefined ? undefined : expressionIn(map.if),
    subquestions: questionsOf(map.subquestions),
    subquestionsIf: subquestionsIf(map, variable),
  };
}

/** The questions of a list; an item without a variable is none. */
export function questionsOf(list: unknown): FormQuestion[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown) => {
    const variable = isMap(each) ? textIn(each.variable) : undefined;
    return isMap(each) && variable !== undefined && variable !== ''
      ? [questionOf(each, variable)]
      : [];
  });
}
