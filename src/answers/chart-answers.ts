import type { AnswerScalar, AnswerSpec, QuestionType } from '../model/answers.ts';
import type { ChartAnswer, ChartQuestionType } from '../model/chart-answer.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import { KeptWith } from '../source/kept-with.ts';
import { isStructured } from './answer-spec.ts';
import { choicesOf } from './describe-schema.ts';
import { annotationOf } from './schema-annotations.ts';
import { typedText } from './typed-value.ts';

/** The question types of Rancher 1.6 that Rancher 2 has under another name, or not at all. */
const otherTypes: Partial<Record<QuestionType, ChartQuestionType>> = {
  masked: 'password',
  date: 'string',
  service: 'string',
  certificate: 'secret',
};

/** `down_after_ms` → `downAfterMs`. */
const camelCase = (name: string): string =>
  name
    .replace(/^[A-Z]+/, (letters) => letters.toLowerCase())
    .replaceAll(/_+(\w?)/g, (_all, letter: string) => letter.toUpperCase());

/** The path of the value that an answer has if its schema does not set another one: `down_after_ms` → `downAfterMs`. */
export const valuePathOf = (name: string): string[] => camelCase(name).split('.');

/** What an answer declares for charts: keys of `x-chart`, and those of `x-rancher` that it leaves out. */
function annotationsOf(schema: JsonMap): Record<string, unknown> {
  const own = isMap(schema['x-chart']) ? schema['x-chart'] : {};
  const { type: _type, question: _question, variable: _variable, ...shared } = annotationOf(schema);
  return { ...shared, ...own };
}

/** Whether the form must offer choices: the choices of Rancher 1.6 replace limits, which its form does not check. */
const hasChoices = (schema: JsonMap, options: unknown): boolean =>
  Array.isArray(options) || Array.isArray(schema.enum) || Array.isArray(schema.anyOf);

function typeOf({ schema, type, secret }: AnswerSpec, options: unknown): ChartQuestionType {
  if (secret) return 'password';
  const known = otherTypes[type];
  if (known !== undefined) return known;
  if (type !== 'enum') return type as ChartQuestionType;
  if (hasChoices(schema, options)) return 'enum';
  return schema.type === 'integer' ? 'int' : 'string';
}

/** With the types of the schema: the form sends an option as it is. */
function optionsOf(spec: AnswerSpec, options: unknown): readonly AnswerScalar[] {
  if (Array.isArray(options)) return options as readonly AnswerScalar[];
  return (choicesOf(spec.schema) ?? []).map((text) => typedText(spec, text) as AnswerScalar);
}

function chartAnswerOf(spec: AnswerSpec): ChartAnswer {
  const { name, schema } = spec;
  const annotations = annotationsOf(schema);
  const { value, ask, group, required, when, options, title, description } = annotations;
  const own = isMap(schema['x-chart']) ? schema['x-chart'].type : undefined;
  const type = (own as ChartQuestionType | undefined) ?? typeOf(spec, options);
  return {
    spec,
    path: typeof value === 'string' ? value.split('.') : valuePathOf(name),
    title: typeof title === 'string' ? title : spec.title,
    description: typeof description === 'string' ? description : spec.description,
    type,
    isAsked: ask !== 'never' && !isStructured(schema),
    required: required === true,
    options: type === 'enum' ? optionsOf(spec, options) : [],
    ...(typeof group === 'string' ? { group } : {}),
    when: isMap(when) ? (when as Record<string, AnswerScalar>) : {},
    default: schema.default ?? null,
  };
}

/** The names that values have, by the names of their answers: `down_after_ms` → `downAfterMs`. */
export function valueNamesOf(answers: Iterable<ChartAnswer>): ReadonlyMap<string, string> {
  // A name without an underscore can be a word of the language.
  return new Map(
    [...answers].flatMap(({ spec, path }) =>
      spec.name.includes('_') ? [[spec.name, path.join('.')] as const] : [],
    ),
  );
}

/** Gives answers that a text names the names that their values have. */
export const chartWords = (text: string, valueNames: ReadonlyMap<string, string>): string =>
  text.replaceAll(/\w+/g, (word) => valueNames.get(word) ?? word);

// Once for all entries of a blueprint, and for all files of a chart.
const known = new KeptWith<ReadonlyMap<string, AnswerSpec>, readonly ChartAnswer[]>();

function readAnswers(declared: ReadonlyMap<string, AnswerSpec>): readonly ChartAnswer[] {
  const answers = [...declared.values()]
    .filter(({ target, computed }) => target !== 'rancher-1.6' && computed === undefined)
    .map(chartAnswerOf);
  const names = valueNamesOf(answers);
  return answers.map((answer) => ({
    ...answer,
    description: chartWords(answer.description, names),
  }));
}

/** The answers that charts have, in the order of the schema. Computed ones are values of templates, not of users. */
export const chartAnswersOf = (declared: ReadonlyMap<string, AnswerSpec>): readonly ChartAnswer[] =>
  known.of(declared, readAnswers);
