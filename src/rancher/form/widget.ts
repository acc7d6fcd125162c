import type { CatalogQuestion } from '../catalog-question.ts';
import type { Answer } from './answer.ts';
import type { FormLists, ListedService } from './form-lists.ts';

/** One entry of a select. */
export interface Choice {
  readonly text: string;
  readonly value: string;
}

/** Entries below one heading; entries without a heading are in a group without a label. */
export interface ChoiceGroup {
  readonly label: string | undefined;
  readonly choices: readonly Choice[];
}

/** What the launch page draws for a question (UI schema/input-*). */
export type Widget =
  | { readonly kind: 'text' }
  /** Without limits or a step. */
  | { readonly kind: 'number' }
  /** Monospace. */
  | { readonly kind: 'textarea'; readonly rows: number }
  | { readonly kind: 'masked' }
  /** With a button that generates a password and shows it. */
  | { readonly kind: 'password'; readonly button: string }
  | { readonly kind: 'radios'; readonly choices: readonly { text: string; value: boolean }[] }
  /** The prompt is the first entry; its value is ''. */
  | { readonly kind: 'select'; readonly prompt: string; readonly groups: readonly ChoiceGroup[] }
  /** A text box with a note below it. */
  | { readonly kind: 'unknown'; readonly note: string };

const boxes: Readonly<Record<string, Widget | undefined>> = {
  string: { kind: 'text' },
  date: { kind: 'text' },
  multiline: { kind: 'textarea', rows: 3 },
  int: { kind: 'number' },
  float: { kind: 'number' },
  password: { kind: 'password', button: 'Generate' },
  masked: { kind: 'masked' },
  boolean: {
    kind: 'radios',
    choices: [
      { text: 'True', value: true },
      { text: 'False', value: false },
    ],
  },
};

const plain = (names: readonly string[]): ChoiceGroup[] => [
  { label: undefined, choices: names.map((name) => ({ text: name, value: name })) },
];

export const serviceValue = ({ stack, name }: ListedService): string => `${stack}/${name}`;

const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** Services of the environment below their stacks; those of system stacks are left out (UI services/all-services.js). */
function serviceGroups(services: readonly ListedService[]): ChoiceGroup[] {
  const groups = new Map<string, Choice[]>();
  const shown = services.filter(({ system }) => system !== true);
  for (const service of shown.sort((a, b) => byText(a.stack, b.stack) || byText(a.name, b.name))) {
    const label = `Stack: ${service.stack}`;
    const choices = groups.get(label) ?? [];
    choices.push({ text: service.name, value: serviceValue(service) });
    groups.set(label, choices);
  }
  return [...groups].map(([label, choices]) => ({ label, choices }));
}

/** The widget of a question. */
export function widgetOf({ type, options }: CatalogQuestion, lists: FormLists): Widget {
  const box = Object.hasOwn(boxes, type) ? boxes[type] : undefined;
  if (box) return box;
  switch (type) {
    case 'enum':
      return { kind: 'select', prompt: 'Choose an option...', groups: plain(options) };
    case 'certificate':
      return {
        kind: 'select',
        prompt: 'Choose a Certificate...',
        groups: plain(lists.certificates),
      };
    case 'secret':
      return { kind: 'select', prompt: 'Choose a Secret...', groups: plain(lists.secrets) };
    case 'service':
      return {
        kind: 'select',
        prompt: 'Choose a Service...',
        groups: serviceGroups(lists.services),
      };
    default:
      return { kind: 'unknown', note: `Unrecognized question type: ${type}` };
  }
}

/** What a browser reads as a number in `<input type=number>`: the floating-point number of the HTML standard. */
const isBrowserNumber = (text: string) => /^-?(?:\d+(?:\.\d+)?|\.\d+)(?:[Ee][+-]?\d+)?$/.test(text);

/** The service that is preselected: of several with the name alone, the last one. */
export function defaultService(
  value: string,
  services: readonly ListedService[],
): ListedService | undefined {
  if (value === '') return undefined;
  const shown = services.filter(({ system }) => system !== true);
  return (
    shown.findLast((service) => serviceValue(service) === value) ??
    shown.findLast(({ name }) => name === value)
  );
}

const choicesOf = (widget: Widget): readonly string[] =>
  widget.kind === 'select'
    ? widget.groups.flatMap(({ choices }) => choices.map(({ value }) => value))
    : [];

/**
 * What the widget of a question shows: a text, or true or false of radio buttons, '' if nothing is chosen or the widget
 * cannot show the answer. Of a service, an answer counts after the user has chosen one only.
 */
export function shownValue(
  question: CatalogQuestion,
  answer: Answer,
  isTouched: boolean,
  lists: FormLists,
): string | boolean {
  const widget = widgetOf(question, lists);
  if (widget.kind === 'radios') return typeof answer === 'boolean' ? answer : '';
  if (question.type === 'service' && !isTouched) {
    const service = defaultService(question.default, lists.services);
    return service ? serviceValue(service) : '';
  }
  const text = answer === undefined || answer === null ? '' : String(answer);
  if (widget.kind === 'select') return choicesOf(widget).includes(text) ? text : '';
  if (widget.kind === 'number') return isBrowserNumber(text) ? text : '';
  return widget.kind === 'textarea' ? text : text.replaceAll(/[\r\n]/g, '');
}

/** The answer that the widget of a question gives for what the user enters or chooses. */
export function enteredAnswer(
  question: CatalogQuestion,
  input: string | boolean,
  lists: FormLists,
): Answer {
  const widget = widgetOf(question, lists);
  if (widget.kind === 'radios') return input === true || input === 'true';
  const text = String(input);
  if (widget.kind === 'number') return isBrowserNumber(text) ? text : '';
  if (widget.kind === 'textarea') return text.replaceAll(/\r\n?/g, '\n');
  if (widget.kind !== 'select') return text.replaceAll(/[\r\n]/g, '');
  if (text !== '' && choicesOf(widget).includes(text)) return text;
  // An enum takes the value of the prompt; of the others, the prompt is nothing.
  return question.type === 'enum' ? '' : null;
}
