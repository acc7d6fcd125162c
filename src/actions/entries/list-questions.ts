import { questionsOf } from '../../answers/questions-of.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Answers, AnswerSpec, AnswerValue, Question } from '../../model/answers.ts';
import { BlueprintLoader } from './blueprint-loader.ts';

/** An answer that Rancher never asks for, because it changes the structure of the entry. */
export interface NeverAsked {
  readonly name: string;
  readonly value: AnswerValue;
  readonly description: string;
}

/** What a blueprint can be asked; empty when its diagnostics include an error. */
export interface QuestionList {
  readonly questions: readonly Question[];
  readonly neverAsked: readonly NeverAsked[];
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

/** Lists the questions of a blueprint: a built-in one by name, or a folder. */
export async function listQuestions(blueprintName: string): Promise<QuestionList> {
  const loader = new BlueprintLoader();
  const { value: blueprint, diagnostics } = await loader.named(blueprintName);
  const { texts } = loader;
  if (!blueprint) return { questions: [], neverAsked: [], schema: undefined, diagnostics, texts };
  const { specs, schema } = blueprint.schema;
  const answers = defaults(specs);
  return {
    questions: questionsOf(blueprint.schema, answers),
    neverAsked: [...answers.fixed].map(([name, value]) => ({
      name,
      value,
      description: specs.get(name)?.description ?? '',
    })),
    schema,
    diagnostics,
    texts,
  };
}
