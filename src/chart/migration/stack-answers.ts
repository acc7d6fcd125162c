import type { AnswersSchema } from '../../answers/answers-schema.ts';
import { chartAnswersOf, valuePathOf } from '../../answers/chart-answers.ts';
import type { Given } from '../../answers/secret-answers.ts';
import { typedText } from '../../answers/typed-value.ts';
import type { Place } from '../../diagnostics/diagnostic.ts';
import type { AnswerSpec } from '../../model/answers.ts';
import type { ChartAnswer } from '../../model/chart-answer.ts';
import type { Json, JsonMap } from '../../model/json.ts';
import { valueAt } from '../../rancher2/form/value-path.ts';
import { pathText } from '../chart-values.ts';
import { removedValues } from '../render-values-schema.ts';
import type { LostPart } from './lost-part.ts';
import type { PlaceOf } from './read-stack.ts';
import type { Stack } from './stack.ts';

/** The version of an entry that a stack was launched from. */
export interface EntryVersion {
  /** Variable → default of each question; a stack without an answer runs with it. */
  readonly questions: ReadonlyMap<string, string>;
  /** Where the default of a question is. */
  readonly placeOfDefault: (variable: string) => Place;
  /** Service → the variable that is its scale. */
  readonly scales: ReadonlyMap<string, string>;
}

/** The values that a chart has in a catalog. */
export interface ChartDefaults {
  /** values.yaml; undefined if no chart was released, so that the defaults of the schema count. */
  readonly values: JsonMap | undefined;
  readonly place: Place;
}

/** The answers of a stack, and those that its entry fixes, as far as they are known. */
export interface StackAnswers {
  readonly given: ReadonlyMap<string, Given>;
  /** The names of those that the stack has. */
  readonly ofStack: ReadonlySet<string>;
  /** The names of those that the entry fixes, in a way that is not known. */
  readonly unknown: ReadonlySet<string>;
  readonly lost: readonly LostPart[];
}

/** The answer that the values of a chart come from. */
function answerIn(values: JsonMap, { path, type }: ChartAnswer): Json | undefined {
  if (type !== 'image') return valueAt(values, path) as Json | undefined;
  const part = (name: string, before = '') => {
    const value = valueAt(values, [...path, name]);
    return typeof value === 'string' && value !== '' ? `${before}${value}` : '';
  };
  const repository = part('repository');
  return repository === '' ? undefined : `${repository}${part('tag', ':')}${part('digest', '@')}`;
}

/** An answer that is not an answer of the blueprint, or not any more. */
function unknownPart(
  variable: string,
  has: string,
  schema: AnswersSchema,
  isAsked: boolean,
): LostPart {
  const path = pathText(valuePathOf(variable));
  const reason = removedValues({ schema }).find(([removed]) =>
    [path, variable].includes(removed),
  )?.[1];
  return {
    what: variable,
    has,
    why: isAsked
      ? 'the blueprint does not have this answer any more'
      : 'the version of the entry does not ask for it: an earlier version did, or a user added it',
    todo: reason ?? 'nothing, if the application does not need it',
  };
}

/** What becomes of an answer that is not carried over. */
const leftPart = ({ name, title, instead, secret }: AnswerSpec, has: string): LostPart => ({
  what: name,
  has: secret ? '***' : has,
  why:
    instead === undefined ? `charts have no value for it (${title})` : `${title}: not carried over`,
  todo: instead ?? 'look for a value of the chart with the same purpose',
});

/** What a stack runs with for a variable, and where that is. */
interface StackText {
  readonly text: string;
  readonly isDefault: boolean;
  readonly place: () => Place;
}

/** Variable → what the stack runs with. A service that was scaled in Rancher has another scale than its answer. */
function textsOf(
  stack: Stack,
  { questions, scales, placeOfDefault }: EntryVersion,
  placeOf: PlaceOf,
): Map<string, StackText> {
  const texts = new Map<string, StackText>();
  for (const [variable, text] of questions) {
    texts.set(variable, { text, isDefault: true, place: () => placeOfDefault(variable) });
  }
  for (const [variable, text] of stack.environment) {
    texts.set(variable, {
      text,
      isDefault: false,
      place: () => placeOf(['environment', variable]),
    });
  }
  for (const [service, variable] of scales) {
    const { scale, pointer } = stack.scales?.get(service) ?? {};
    if (scale !== undefined && pointer) {
      texts.set(variable, { text: String(scale), isDefault: false, place: () => placeOf(pointer) });
    }
  }
  return texts;
}

/** A note for each answer that is a scale, if the scale of its service is not known. */
function scaleParts(stack: Stack, { scales }: EntryVersion, texts: ReadonlyMap<string, StackText>) {
  const unknown = [...scales].filter(([service]) => !stack.scales?.has(service));
  return unknown.map(([service, variable]): LostPart => ({
    what: `scale of ${service}`,
    has: 'not known',
    why: 'the service was not given with its scale, and a service that was scaled in Rancher has another scale than its answer',
    todo: `compare ${variable} (${texts.get(variable)?.text ?? ''}) with the scale that Rancher shows, or use --api`,
  }));
}

/** Reads the answers of a stack by the schema of its blueprint. */
export function stackAnswers(
  stack: Stack,
  version: EntryVersion,
  schema: AnswersSchema,
  defaults: ChartDefaults,
  placeOf: PlaceOf,
): StackAnswers {
  const texts = textsOf(stack, version, placeOf);
  const specs = [...schema.specs.values()].filter(({ computed }) => computed === undefined);
  const byVariable = new Map(specs.map((spec) => [spec.variable, spec]));
  const given = new Map<string, Given>();
  const ofStack = new Set<string>();
  const lost: LostPart[] = [];
  for (const [variable, { text, isDefault, place }] of texts) {
    const spec = byVariable.get(variable);
    if (!spec) {
      if (text !== '') {
        lost.push(unknownPart(variable, '***', schema, version.questions.has(variable)));
      }
    } else if (spec.target === 'rancher-1.6' || spec.instead !== undefined) {
      if (text !== '') lost.push(leftPart(spec, text));
    } else {
      given.set(spec.name, { value: typedText(spec, text), isDefault, place });
      ofStack.add(spec.name);
    }
  }
  const place = () => defaults.place;
  for (const answer of chartAnswersOf(schema.declared)) {
    if (given.has(answer.spec.name)) continue;
    const value = defaults.values && answerIn(defaults.values, answer);
    if (value !== undefined) given.set(answer.spec.name, { value, isDefault: true, place });
  }
  const unknown = specs.filter(({ name }) => !given.has(name)).map(({ name }) => name);
  lost.push(...scaleParts(stack, version, texts));
  return { given, ofStack, unknown: new Set(unknown), lost };
}
