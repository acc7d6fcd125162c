import type { Answers, AnswerSpec, AnswerValue, Question } from '../model/answers.ts';

function questionOf(spec: AnswerSpec, value: AnswerValue): Question {
  const text = String(value);
  // Rancher shows a blank where the default is none of the options (ui schema/input-enum).
  const missing = spec.type === 'enum' && !spec.options.includes(text);
  return {
    variable: spec.name,
    label: spec.unit === undefined ? spec.title : `${spec.title} (${spec.unit})`,
    description: spec.description,
    type: spec.type,
    required: spec.required,
    default: text,
    options: missing ? [text, ...spec.options] : spec.options,
    ...(spec.group === undefined ? {} : { group: spec.group }),
  };
}

/** The questions that Rancher will ask, in the order of the schema. */
export function questionsOf(specs: ReadonlyMap<string, AnswerSpec>, answers: Answers): Question[] {
  return [...specs.values()].flatMap((spec) => {
    const value = answers.asked.get(spec.name);
    return value === undefined ? [] : [questionOf(spec, value)];
  });
}
