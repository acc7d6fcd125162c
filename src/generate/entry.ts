import type { Answers } from '../model/answers.ts';
import type { BlueprintMetadata } from '../model/blueprint.ts';

/** One entry to be rendered: an answers file, checked. */
export interface Entry {
  /** The name of the template's folder. */
  readonly name: string;
  /** That folder in a catalog: `templates/redis`. */
  readonly folder: string;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly answers: Answers;
}

/** The folder of an entry in a catalog. */
export const entryFolder = ({ directory = 'templates' }: BlueprintMetadata, name: string): string =>
  `${directory}/${name}`;
