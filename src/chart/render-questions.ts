import type { Json, JsonMap } from '../model/json.ts';
import { pathText, type ChartValue, type Condition } from './chart-values.ts';
import { remember } from '../model/remember.ts';
import { writeYaml } from '../source/write-yaml.ts';

/**
 * A condition in the grammar that Rancher up to 2.15 understands (rancher/dashboard
 * shell/components/Questions/index.vue:74): no !=, no parentheses, no && mixed with ||. `a=` is "a is empty or false".
 */
export const conditionText = (conditions: readonly Condition[]): string =>
  conditions.map(({ path, value }) => `${pathText(path)}=${value}`).join('&&');

/** Whether a value can be in a condition: the grammar has no quotes. */
export const canBeCompared = (value: unknown): boolean =>
  typeof value !== 'string' || /^(?:[\w.:/@+-]+(?: [\w.:/@+-]+)*)?$/.test(value);

function limitsOf({ schema, answer }: ChartValue): JsonMap {
  const { type } = answer;
  const { minimum, maximum, minLength } = schema;
  const isNumber = type === 'int' || type === 'float';
  return {
    // The form does not check a limit of 0.
    ...(isNumber && typeof minimum === 'number' && minimum !== 0 ? { min: minimum } : {}),
    ...(isNumber && typeof maximum === 'number' ? { max: maximum } : {}),
    ...(typeof minLength === 'number' && minLength > 0 && type === 'string'
      ? { min_length: minLength }
      : {}),
  };
}

/** A question of a chart, with the keys that Rancher 2 reads (rancher/dashboard shell/components/Questions/Question.js). */
export interface ChartQuestion extends JsonMap {
  readonly variable: string;
  readonly label: string;
  readonly description: string;
  readonly type: string;
  readonly default: Json;
  readonly group?: string;
}

function questionOf(value: ChartValue): ChartQuestion {
  const { answer, path, title, description, conditions } = value;
  const { spec, type, required, options, group } = answer;
  const isPart = path.length > answer.path.length;
  return {
    variable: pathText(path),
    label: spec.unit === undefined ? title : `${title} (${spec.unit})`,
    description,
    type: isPart ? 'string' : type,
    ...(required && path.at(-1) !== 'tag' ? { required: true } : {}),
    default: value.value,
    ...(options.length > 0 ? { options } : {}),
    ...(group === undefined ? {} : { group }),
    ...limitsOf(value),
    ...(conditions.length > 0 ? { show_if: conditionText(conditions) } : {}),
  };
}

/** The questions of a chart's form. */
export const chartQuestionsOf = (values: readonly ChartValue[]): ChartQuestion[] =>
  values.filter(({ isAsked }) => isAsked).map(questionOf);

const head = 'questions:\n';

// One question after the other, because the charts of a blueprint have most of them in common.
const writeQuestion = remember((json) =>
  writeYaml({ questions: [JSON.parse(json)] }).slice(head.length),
);

/** questions.yaml of a chart; undefined if nothing is asked. */
export function renderQuestions(values: readonly ChartValue[]): string | undefined {
  const questions = chartQuestionsOf(values).map((each) => writeQuestion(JSON.stringify(each)));
  return questions.length === 0 ? undefined : `${head}${questions.join('')}`;
}
