import { isAnswerName } from '../answers/schema-names.ts';
import { questionTypes, type Question } from '../model/answers.ts';
import type { JsonMap } from '../model/json.ts';
import type { CatalogQuestion } from '../rancher/catalog-question.ts';
import type { ImportedAnswer } from './imported-answer.ts';

/** The questions of an entry as the answers of a blueprint. */
export interface ImportedQuestions {
  /** The answers schema. */
  readonly schema: JsonMap;
  /** Rancher's variable → answer. Of two questions with one variable, the last, as in a launch. */
  readonly answers: ReadonlyMap<string, ImportedAnswer>;
}

/** A name for the answer to a question that cannot have the name of its variable. */
function otherName(variable: string, taken: ReadonlySet<string>): string {
  const plain = variable.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^(?=[^A-Za-z])/, 'answer_');
  const base = isAnswerName(plain) ? plain : `${plain === '' ? '' : `${plain}_`}answer`;
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`;
  return name;
}

type Form = Pick<ImportedAnswer, 'type'> & {
  readonly value: string | number | boolean;
  readonly options: readonly string[];
};

/** How the answer is kept: a number or a boolean only where the default is one. */
function formOf({ type, default: value, options }: CatalogQuestion): Form {
  if (type === 'boolean') return { type: 'boolean', value: value === 'true', options: [] };
  const isWhole = /^(?:0|-?[1-9]\d{0,14})$/.test(value);
  if (type === 'int' && isWhole) return { type: 'integer', value: Number(value), options: [] };
  return { type: 'string', value, options: [...new Set(options)] };
}

/** The fields of a question as the blueprint would have them without `x-rancher.question`. */
function madeOf(question: CatalogQuestion, { type: kind, value, options }: Form): Question {
  const isEnum = question.type === 'enum';
  const isKnown = (questionTypes as readonly string[]).includes(question.type);
  const isFilled = kind === 'integer' || (isEnum && options.length > 0) || question.required;
  const text = String(value);
  return {
    variable: question.variable,
    label: question.label || question.variable || 'Answer',
    description: question.description || missingDescription,
    type: isKnown ? question.type : 'string',
    required: kind !== 'boolean' && isFilled && !(isEnum && options.includes('')),
    default: text,
    options: !isEnum ? [] : options.includes(text) ? options : [text, ...options],
    ...(question.group === '' ? {} : { group: question.group }),
  };
}

const missingDescription = 'The entry has no description of this answer.';

/** The question as it is in the entry, in the form of a blueprint. */
function wantedOf(question: CatalogQuestion): Question {
  const { variable, label, description, type, required, options, group } = question;
  return {
    variable,
    label,
    description,
    type,
    required,
    default: question.default,
    options,
    ...(group === '' ? {} : { group }),
    ...(question.min === 0 ? {} : { min: question.min }),
    ...(question.max === 0 ? {} : { max: question.max }),
    ...(question.minLength === 0 ? {} : { min_length: question.minLength }),
    ...(question.maxLength === 0 ? {} : { max_length: question.maxLength }),
    ...(question.validChars === '' ? {} : { valid_chars: question.validChars }),
    ...(question.invalidChars === '' ? {} : { invalid_chars: question.invalidChars }),
  };
}

/** The parts of a question that a blueprint would make another way. */
function differences(wanted: Question, made: Question): Record<string, unknown> {
  const fields = new Map<string, unknown>(Object.entries(made));
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(fields.get(key)),
    ),
  );
}

/** The name of an answer, and of its variable in Rancher. */
interface Names {
  readonly name: string;
  readonly variable: string;
}

function annotationOf(question: CatalogQuestion, { name, variable }: Names, form: Form): JsonMap {
  const made = { ...madeOf(question, form), variable };
  const own = differences(wantedOf(question), made);
  const natural = { string: 'string', integer: 'int', boolean: 'boolean' }[form.type];
  const isEnum = made.type === 'enum' && form.options.length > 0;
  const isSecret = made.type === 'password';
  const hasType = !isSecret && made.type !== natural && !isEnum;
  return {
    ...(name === variable ? {} : { variable }),
    ...(isSecret ? { secret: true } : {}),
    ...(hasType ? { type: made.type } : {}),
    ...(isEnum && !form.options.includes(String(form.value)) ? { options: [...form.options] } : {}),
    ...(made.required && form.type === 'string' && !isEnum ? { required: true } : {}),
    ...(question.group === '' ? {} : { group: question.group }),
    ...(Object.keys(own).length === 0 ? {} : { question: own as JsonMap }),
  };
}

function propertyOf(question: CatalogQuestion, names: Names, form: Form): JsonMap {
  const { label, description } = madeOf(question, form);
  const annotation = annotationOf(question, names, form);
  const isClosed =
    question.type === 'enum' &&
    form.options.length > 0 &&
    form.options.includes(String(form.value));
  return {
    title: label,
    description,
    ...(isClosed ? { enum: [...form.options] } : { type: form.type }),
    default: form.value,
    ...(Object.keys(annotation).length === 0 ? {} : { 'x-rancher': annotation }),
  };
}

/** The questions of a version → an answers schema from which the same questions are made. */
export function importQuestions(questions: readonly CatalogQuestion[]): ImportedQuestions {
  const taken = new Set(questions.map(({ variable }) => variable));
  const last = new Map(questions.map(({ variable }, index) => [variable, index]));
  const answers = new Map<string, ImportedAnswer>();
  const properties: Record<string, JsonMap> = {};
  for (const [index, question] of questions.entries()) {
    const { variable } = question;
    // Of two questions with one variable, the last counts; Rancher interpolates no other names.
    const isOwn = last.get(variable) === index && /^\w+$/.test(variable);
    const name = isOwn && isAnswerName(variable) ? variable : otherName(variable, taken);
    taken.add(name);
    const form = formOf(question);
    properties[name] = propertyOf(question, { name, variable: isOwn ? variable : name }, form);
    answers.set(question.variable, {
      name,
      type: form.type,
      options: form.options,
      default: question.default,
      // A form has a choice for each boolean.
      canBeEmpty: question.default === '' || !(question.required || form.type === 'boolean'),
      isCertificate: question.type === 'certificate',
    });
  }
  const schema: JsonMap = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    additionalProperties: false,
    properties,
  };
  return { schema, answers };
}
