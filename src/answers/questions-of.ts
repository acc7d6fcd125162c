import {
  answerText,
  type Answers,
  type AnswerSpec,
  type AnswerValue,
  type Question,
} from '../model/answers.ts';
import type { AnswersSchema } from './answers-schema.ts';
import { parseExpression } from './expression.ts';
import { typedText } from './typed-value.ts';

/** The parts of a schema that questions are made from. */
type Asking = Pick<AnswersSchema, 'specs' | 'rules'>;

/** Whether an option is valid with the fixed answers; asked answers are not known yet. */
function isPossible(
  spec: AnswerSpec,
  option: string,
  rules: Asking['rules'],
  answers: Answers,
): boolean {
  const lookup = (name: string) =>
    name === spec.name ? (typedText(spec, option) as AnswerValue) : answers.fixed.get(name);
  return rules
    .filter(({ when }) => Object.entries(when).every(([name, value]) => lookup(name) === value))
    .every(({ check }) => parseExpression(check).evaluate(lookup) !== false);
}

function questionOf(
  spec: AnswerSpec,
  value: AnswerValue,
  rules: Asking['rules'],
  answers: Answers,
): Question {
  const text = answerText(value);
  const options = spec.options.filter((option) => isPossible(spec, option, rules, answers));
  // Rancher shows nothing if the default is not among the options (ui schema/input-enum).
  const missing = spec.type === 'enum' && !options.includes(text);
  const { default: ownDefault, ...own } = spec.question ?? {};
  const isOwn = ownDefault !== undefined && value === spec.default;
  return {
    variable: spec.variable,
    ...(spec.variable === spec.name ? {} : { answer: spec.name }),
    label: spec.unit === undefined ? spec.title : `${spec.title} (${spec.unit})`,
    description: spec.description,
    type: spec.type,
    required: spec.required,
    default: text,
    options: missing ? [text, ...options] : options,
    ...(spec.group === undefined ? {} : { group: spec.group }),
    ...own,
    ...(isOwn ? { default: ownDefault } : {}),
  };
}

/** The questions that Rancher will ask, in the order of the schema. */
export function questionsOf(schema: Asking, answers: Answers): Question[] {
  const rules = schema.rules.filter(({ severity }) => severity === 'error');
  return [...schema.specs.values()].flatMap((spec) => {
    const value = answers.asked.get(spec.name);
    return value === undefined ? [] : [questionOf(spec, value, rules, answers)];
  });
}
