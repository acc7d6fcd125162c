import { questionLimits } from '../model/answers.ts';
import type { Pointer } from '../model/pointer.ts';

/** Reports a fault at a part of a schema. */
export type Report = (pointer: Pointer, message: string, hint?: string) => void;

/** What a key can be. */
interface Annotation {
  readonly isRight: (value: unknown) => boolean;
  readonly expected: string;
}

const text: Annotation = { isRight: (value) => typeof value === 'string', expected: 'text' };
const flag: Annotation = {
  isRight: (value) => typeof value === 'boolean',
  expected: 'true or false',
};

const textList: Annotation = {
  isRight: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  expected: 'a list of texts',
};
const wholeNumber: Annotation = { isRight: Number.isSafeInteger, expected: 'a whole number' };

/** What `x-rancher.question` can set: the keys of a question in Rancher. */
const questionParts: Readonly<Record<string, Annotation>> = {
  variable: text,
  label: text,
  description: text,
  type: text,
  required: flag,
  default: text,
  options: textList,
  group: text,
  ...Object.fromEntries(
    questionLimits.map((key) => [key, key.endsWith('chars') ? text : wholeNumber] as const),
  ),
};

/** Checks `x-rancher.question` of an answer. */
export function checkQuestion(
  name: string,
  question: Record<string, unknown>,
  fault: Report,
): void {
  for (const [key, value] of Object.entries(question)) {
    const known = questionParts[key];
    if (known?.isRight(value) === true) continue;
    const at = ['properties', name, 'x-rancher', 'question', key];
    if (known) {
      const message = `x-rancher.question.${key} of ${name} cannot be ${JSON.stringify(value)}`;
      fault(at, message, `expected ${known.expected}`);
    } else {
      const keys = Object.keys(questionParts).join(', ');
      fault(at, `unknown key in x-rancher.question: ${key}`, `known keys: ${keys}`);
    }
  }
}
