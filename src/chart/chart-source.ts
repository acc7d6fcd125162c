import type { AnswersSchema } from '../answers/answers-schema.ts';
import type { Answers } from '../model/answers.ts';
import type { BlueprintMetadata } from '../model/blueprint.ts';
import type { FileTree } from '../model/file-tree.ts';

/** The parts of a blueprint that a chart is made of. */
export interface ChartSource {
  readonly metadata: BlueprintMetadata;
  /** The files of the blueprint's `chart` folder. */
  readonly chart: FileTree;
  readonly icon?: { readonly extension: string; readonly content: Uint8Array };
  readonly schema: Pick<AnswersSchema, 'declared' | 'rules' | 'schema'>;
}

/** The parts of an entry that a chart is made of. */
export interface ChartEntry {
  /** The name of the chart. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly answers: Answers;
}
