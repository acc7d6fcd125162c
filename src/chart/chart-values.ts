import { chartAnswersOf } from '../answers/chart-answers.ts';
import { imageParts } from '../model/image-reference.ts';
import type { Answers, AnswerScalar } from '../model/answers.ts';
import type { ChartAnswer } from '../model/chart-answer.ts';
import type { Json, JsonMap } from '../model/json.ts';
import type { ChartEntry, ChartSource } from './chart-source.ts';

/** A value of a chart, but not a map of others: what values.yaml, its schema and the form are made of. */
export interface ChartValue {
  readonly answer: ChartAnswer;
  readonly path: readonly string[];
  readonly title: string;
  readonly description: string;
  /** The JSON Schema of the value, as answers schemas have it. */
  readonly schema: JsonMap;
  readonly value: Json;
  readonly isAsked: boolean;
  /** The value is not used, and not asked, unless these values of the chart are so. */
  readonly conditions: readonly Condition[];
}

/** One value that another depends on. */
export interface Condition {
  readonly path: readonly string[];
  readonly value: AnswerScalar;
}

/** The name of a value in templates: `auth.password`. */
export const pathText = (path: readonly string[]): string => path.join('.');

/** The parts of an image reference, each with the form that registries accept (distribution reference/regexp.go). */
const imageSchemas: Readonly<Record<'repository' | 'tag' | 'digest', JsonMap>> = {
  repository: {
    type: 'string',
    minLength: 1,
    maxLength: 255,
    pattern: '^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?::[0-9]+)?(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$',
  },
  tag: { type: 'string', pattern: '^(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?$' },
  digest: { type: 'string', pattern: '^(?:sha256:[0-9a-f]{64})?$' },
};

const partWords = {
  repository: 'The image, without its tag.',
  tag: 'The tag of the image.',
  digest:
    'The digest that the image is pinned to, such as sha256:…, in place of the tag. Empty for none.',
};

const partNames = ['repository', 'tag', 'digest'] as const;

/** The paths of the values that an answer becomes: an image becomes several. */
export const pathsOf = ({ path, type }: ChartAnswer): string[][] =>
  type === 'image' ? partNames.map((part) => [...path, part]) : [[...path]];

/** The value that an entry gives an answer. */
function valueIn(answers: Answers, { spec, default: own }: ChartAnswer): Json {
  const { name } = spec;
  return answers.ofCharts?.get(name) ?? answers.fixed.get(name) ?? answers.asked.get(name) ?? own;
}

/** Values and the answers that they come from. */
class ValueList {
  readonly #answers: Answers;
  readonly #byName: ReadonlyMap<string, ChartAnswer>;

  constructor(answers: Answers, all: readonly ChartAnswer[]) {
    this.#answers = answers;
    this.#byName = new Map(all.map((answer) => [answer.spec.name, answer]));
  }

  #isAsked(answer: ChartAnswer): boolean {
    return answer.isAsked && this.#answers.given?.has(answer.spec.name) !== true;
  }

  /** Conditions, or undefined if one of them can hold in no form. */
  #conditions({ when }: ChartAnswer): { readonly all: Condition[]; readonly canHold: boolean } {
    const others = Object.entries(when).flatMap(([name, value]) => {
      const other = this.#byName.get(name);
      return other ? [{ other, value }] : [];
    });
    return {
      all: others.map(({ other, value }) => ({ path: other.path, value })),
      canHold: others.every(
        ({ other, value }) => this.#isAsked(other) || valueIn(this.#answers, other) === value,
      ),
    };
  }

  of(answer: ChartAnswer): ChartValue[] {
    const { spec, path, type, title, description } = answer;
    const { all: conditions, canHold } = this.#conditions(answer);
    const isAsked = this.#isAsked(answer) && canHold;
    const { schema } = spec;
    const value = valueIn(this.#answers, answer);
    const whole = { answer, path, title, description, schema, value, isAsked, conditions };
    if (type !== 'image') return [whole];
    const parts = imageParts(typeof value === 'string' ? value : '');
    return partNames.map((part) => ({
      ...whole,
      path: [...path, part],
      title: `${title} ${part}`,
      description: partWords[part],
      schema: imageSchemas[part],
      value: parts[part],
      isAsked: isAsked && part !== 'digest',
    }));
  }
}

/** All values of the chart of an entry, in the order of the schema. */
export function chartValuesOf(
  { schema }: Pick<ChartSource, 'schema'>,
  { answers }: Pick<ChartEntry, 'answers'>,
): ChartValue[] {
  const all = chartAnswersOf(schema.declared);
  const list = new ValueList(answers, all);
  return all.flatMap((answer) => list.of(answer));
}
