import { widgetOf, type Choice, type FormQuestion } from './form-question.ts';

/** What a component makes of an answer, or why it takes none. */
export type Entered =
  | { readonly value: unknown; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: string };

const parsed = (value: number, what: string): Entered =>
  Number.isNaN(value) ? { fault: `expected ${what}; the form ignores other text` } : { value };

/** What is typed for an item of a list or map. */
const textOf = (item: unknown): string => (typeof item === 'string' ? item : JSON.stringify(item));

const list = (choices: readonly Choice[]) => choices.map((each) => JSON.stringify(each)).join(', ');

function chosen({ choices, multiple }: FormQuestion, answer: unknown): Entered {
  const choiceOf = (text: unknown) => choices.find((each) => String(each) === String(text));
  const given: readonly unknown[] = multiple && Array.isArray(answer) ? answer : [answer];
  const values = given.map(choiceOf);
  if (values.includes(undefined)) {
    return { fault: `expected one of ${list(choices)}: the form offers no other answer` };
  }
  return { value: multiple ? values : values[0] };
}

/**
 * What is sent for an answer: the component of a question gives it its type (rancher/dashboard
 * shell/components/Questions/Int.vue and others). `answer` is text, or for lists and maps what YAML gives.
 */
export function enterAnswer(question: FormQuestion, answer: unknown): Entered {
  const text = textOf(answer);
  switch (widgetOf(question.type)) {
    case 'int':
      return parsed(Number.parseInt(text, 10), 'a whole number');
    case 'float':
      return parsed(Number.parseFloat(text), 'a number');
    case 'boolean':
      if (text === 'true' || text === 'false') return { value: text === 'true' };
      return { fault: 'expected true or false' };
    case 'enum':
    case 'radio':
      return chosen(question, answer);
    case 'array':
      if (!Array.isArray(answer)) return { fault: 'expected a list' };
      return { value: answer.map(textOf) };
    case 'map':
      if (typeof answer !== 'object' || answer === null) return { fault: 'expected a map' };
      return {
        value: Object.fromEntries(Object.entries(answer).map(([key, each]) => [key, textOf(each)])),
      };
    case 'text':
    case 'reference':
    case 'cloudcredential':
    case 'yaml':
  }
  if (typeof answer === 'object' && answer !== null) return { fault: 'expected text' };
  return { value: text };
}
