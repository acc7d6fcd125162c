import { questionsOf } from '../../answers/questions-of.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { AnswersSchema } from '../../answers/answers-schema.ts';
import { chartValuesOf, pathText } from '../../chart/chart-values.ts';
import { chartQuestionsOf, type ChartQuestion } from '../../chart/render-questions.ts';
import type { Answers, AnswerSpec, AnswerValue, Question, Target } from '../../model/answers.ts';
import type { Json } from '../../model/json.ts';
import { BlueprintLoader } from './blueprint-loader.ts';
import { formsOf, type WantedTarget } from './entry-forms.ts';

/** An answer that Rancher never asks for, because it changes the structure of the entry. */
export interface NeverAsked {
  readonly name: string;
  readonly value: AnswerValue;
  readonly description: string;
}

/** A question for Rancher 1.6, and whether only that one has it. */
export interface EntryQuestion extends Question {
  readonly target?: Target;
}

/** A question of the chart. */
export interface ListedChartQuestion extends ChartQuestion {
  /** The name of the answer in answers files. */
  readonly answer: string;
  /** The only Rancher that has the answer. @default both */
  readonly target?: Target;
}

/** A value of the chart that its form does not ask for. */
export interface ChartValueOnly {
  /** The path in values.yaml: `image.digest`. */
  readonly variable: string;
  readonly answer: string;
  readonly target?: Target;
  readonly value: Json;
  readonly description: string;
}

/** What the chart of a blueprint has. */
export interface ChartQuestionList {
  readonly questions: readonly ListedChartQuestion[];
  readonly neverAsked: readonly ChartValueOnly[];
}

/** What a blueprint can be asked; empty when its diagnostics include an error. */
export interface QuestionList {
  /** Of the entry for Rancher 1.6; undefined if they are not wanted. */
  readonly questions: readonly EntryQuestion[] | undefined;
  readonly neverAsked: readonly NeverAsked[];
  /** Undefined if the blueprint has no chart, or if it is not wanted. */
  readonly chart: ChartQuestionList | undefined;
  /** The JSON Schema of the answers, as the blueprint has it. */
  readonly schema: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Every answer with its default: those that Rancher may ask for, and those that it never asks for. */
function defaults(specs: ReadonlyMap<string, AnswerSpec>): Answers {
  const of = (ask: AnswerSpec['ask']) =>
    new Map(
      [...specs.values()]
        .filter((spec) => spec.ask === ask && spec.computed === undefined)
        .map((spec) => [spec.name, spec.default]),
    );
  return { asked: of('always'), fixed: of('never') };
}

const targetOf = ({ target }: Pick<AnswerSpec, 'target'>) =>
  target === undefined ? {} : { target };

function chartList(schema: AnswersSchema, answers: Answers): ChartQuestionList {
  const values = chartValuesOf({ schema }, { answers });
  const asked = values.filter(({ isAsked }) => isAsked);
  return {
    questions: chartQuestionsOf(asked).map((question, index) => {
      const spec = asked[index]?.answer.spec;
      return { ...question, answer: spec?.name ?? '', ...(spec ? targetOf(spec) : {}) };
    }),
    neverAsked: values
      .filter(({ isAsked }) => !isAsked)
      .map(({ path, answer: { spec }, value, description }) => ({
        variable: pathText(path),
        answer: spec.name,
        ...targetOf(spec),
        value,
        description,
      })),
  };
}

/** Lists the questions of a blueprint: a built-in one by name, or a folder. */
export async function listQuestions(
  blueprintName: string,
  target?: WantedTarget,
): Promise<QuestionList> {
  const loader = new BlueprintLoader();
  const { value: blueprint, diagnostics: found } = await loader.named(blueprintName);
  const { texts } = loader;
  const nothing = { questions: undefined, neverAsked: [], chart: undefined, schema: undefined };
  if (!blueprint) return { ...nothing, diagnostics: found, texts };
  const forms = formsOf({ blueprint, at: { file: blueprint.files.path } }, target);
  const diagnostics = [...found, ...forms.diagnostics];
  const { specs, schema } = blueprint.schema;
  const answers = defaults(specs);
  const neverAsked = [...answers.fixed].map(([name, value]) => ({
    name,
    value,
    description: specs.get(name)?.description ?? '',
  }));
  return {
    questions: forms.hasEntry
      ? questionsOf(blueprint.schema, answers).map((question) => ({
          ...question,
          ...targetOf(specs.get(question.answer ?? question.variable) ?? {}),
        }))
      : undefined,
    neverAsked: forms.hasEntry ? neverAsked : [],
    chart: forms.hasChart ? chartList(blueprint.schema, answers) : undefined,
    schema,
    diagnostics,
    texts,
  };
}
