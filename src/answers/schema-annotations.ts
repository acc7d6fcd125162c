import { nearest } from '../diagnostics/nearest.ts';
import { questionTypes } from '../model/answers.ts';
import { isMap } from '../model/json.ts';
import { checkQuestion, type Report } from './question-form.ts';

export type { Report } from './question-form.ts';

/** What a key of an annotation can be. */
export interface Annotation {
  readonly isRight: (value: unknown) => boolean;
  readonly expected: string;
  /** Whether it means something for a list, which Rancher does not ask. */
  readonly ofLists: boolean;
}

const text = { isRight: (value: unknown) => typeof value === 'string', expected: 'text' };
const flag = {
  isRight: (value: unknown) => typeof value === 'boolean',
  expected: 'true or false',
};

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

const isQuestionType = (value: unknown) =>
  questionTypes.includes(value as (typeof questionTypes)[number]);

/** Each annotation of an answer, and what it can be. */
export const annotations = {
  type: { ...text, ofLists: false },
  ask: {
    isRight: (value) => value === 'never' || value === 'always',
    expected: '"always" or "never"',
    ofLists: true,
  },
  secret: { ...flag, ofLists: true },
  required: { ...flag, ofLists: false },
  options: {
    isRight: (value) => Array.isArray(value) && value.every(isScalar),
    expected: 'a list of texts, numbers or booleans',
    ofLists: false,
  },
  group: { ...text, ofLists: true },
  form: { ...text, ofLists: false },
  instead: { ...text, ofLists: true },
  // Rancher's compose executor finds no other name in ${…} (config/interpolation.go).
  variable: {
    isRight: (value) => typeof value === 'string' && /^\w+$/.test(value),
    expected: 'letters, digits and _, because ${…} can hold nothing else',
    ofLists: false,
  },
  question: {
    isRight: isMap,
    expected: 'an object: keys of a question and their values',
    ofLists: false,
  },
  when: {
    isRight: (value) => isMap(value) && Object.values(value).every(isScalar),
    expected: 'an object: other answers and their values',
    ofLists: true,
  },
} satisfies Readonly<Record<string, Annotation>>;

/** The `x-rancher` of an answer; empty if it has none. */
export function annotationOf(part: unknown): Record<string, unknown> {
  const annotation = isMap(part) ? part['x-rancher'] : undefined;
  return isMap(annotation) ? annotation : {};
}

/** An annotation of an answer, and what it can have. */
export interface Annotated {
  readonly name: string;
  readonly annotation: 'x-rancher' | 'x-chart';
  readonly keys: Readonly<Record<string, Annotation>>;
  /** What the answer is if it cannot be asked because of that: a list or a map. */
  readonly structure: 'list' | 'map' | undefined;
}

/** Whether a key of an annotation means something. */
export function checkKey(
  { name, annotation, keys, structure }: Annotated,
  [key, value]: readonly [string, unknown],
  fault: Report,
): void {
  const known = Object.hasOwn(keys, key) ? keys[key] : undefined;
  const at = ['properties', name, annotation, key];
  if (!known) {
    const meant = nearest(key, Object.keys(keys));
    fault(
      at,
      `unknown key in ${annotation}: ${key}`,
      meant === undefined
        ? `known keys: ${Object.keys(keys).join(', ')}`
        : `did you mean ${meant}?`,
    );
  } else if (!known.isRight(value)) {
    const message = `${annotation}.${key} of ${name} cannot be ${JSON.stringify(value)}`;
    fault(at, message, `expected ${known.expected}`);
  } else if (structure !== undefined && (!known.ofLists || value === 'always')) {
    fault(
      at,
      `${annotation}.${key} has no effect: Rancher cannot ask for ${name}, a ${structure}`,
      'remove it',
    );
  }
}

function checkType(name: string, { type, secret }: Record<string, unknown>, fault: Report): void {
  if (typeof type !== 'string') return;
  const at = ['properties', name, 'x-rancher', 'type'];
  if (!isQuestionType(type)) {
    const meant = nearest(type, questionTypes);
    fault(
      at,
      `unknown question type: ${JSON.stringify(type)}`,
      meant === undefined ? `known types: ${questionTypes.join(', ')}` : `did you mean ${meant}?`,
    );
  } else if (secret === true && type !== 'password' && type !== 'masked') {
    fault(
      at,
      `the secret ${name} is not of type password or masked`,
      'Rancher shows the text of all other types',
    );
  }
}

/** Whether an answer's annotations mean something. */
export function checkAnnotations(
  name: string,
  part: Readonly<Record<string, unknown>>,
  fault: Report,
): void {
  const written = part['x-rancher'];
  if (written !== undefined && !isMap(written)) {
    fault(['properties', name, 'x-rancher'], `x-rancher of ${name} is not an object`);
    return;
  }
  const annotation = annotationOf(part);
  const structure = part.type === 'array' ? 'list' : undefined;
  const annotated = { name, annotation: 'x-rancher', keys: annotations, structure } as const;
  for (const each of Object.entries(annotation)) checkKey(annotated, each, fault);
  if (isMap(annotation.question)) checkQuestion(name, annotation.question, fault);
  checkType(name, annotation, fault);
}
