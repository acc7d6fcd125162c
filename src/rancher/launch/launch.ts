import type { CatalogFile } from '../catalog-file.ts';
import type { CatalogBlock } from '../read-catalog-block.ts';
import type { CreationFault } from './check-creation.ts';
import type { ApiError } from './check-services.ts';
import type { VariableUse } from './interpolator.ts';
import type { LaunchedService } from './launched-service.ts';
import type { Services } from './merge-file.ts';
import type { RawCompose } from './raw-compose.ts';
import type { Rendered } from './render-text.ts';

export type Verdict =
  | 'accepted'
  | 'rejected'
  /** The executor crashes. */
  | 'panic'
  /** There is no docker-compose file, as in machine and project templates. */
  | 'not-launchable';

export type ComposeRole = 'docker-compose.yml' | 'rancher-compose.yml';

export type Stage =
  /** Reading the catalog block of rancher-compose.yml. */
  | 'questions'
  /** The same for the launched file, if that is another one. */
  | 'createVariableMap'
  | `merge:${ComposeRole}`
  /** Creating the services, after both files were read. */
  | 'create'
  | 'panic'
  | 'no-docker-compose';

/** The location of a rejection. */
export interface LaunchPlace {
  readonly file: CatalogFile;
  /** Position in the text of the file, before the template pass. */
  readonly offset: number;
}

/** A compose file during a launch. */
export interface LaunchedFile {
  readonly role: ComposeRole;
  readonly file: CatalogFile;
  readonly rendered: Rendered;
  /** Undefined if it was rejected. */
  readonly raw: RawCompose | undefined;
  /** Interpolated variables; `rendered.origin` maps their positions to the file. */
  readonly uses: readonly VariableUse[];
}

export interface Launch {
  readonly verdict: Verdict;
  readonly stage: Stage | null;
  /** The executor's message. */
  readonly error: string | null;
  readonly at: LaunchPlace | undefined;
  /** The service that stopped the executor after it had read the files. */
  readonly creation: CreationFault | undefined;
  /** Variables without an answer: "The X variable is not set". */
  readonly undefinedVariables: readonly string[];
  /** Summaries; after a rejection, those of the file before it. Null if there was none. */
  readonly services: Readonly<Record<string, LaunchedService>> | null;
  /** Complete services, in the format of version 2. */
  readonly config: Services;
  /** Errors of Rancher's API after the launch. The verdict does not include them. */
  readonly apiErrors: readonly ApiError[];
  readonly answers: ReadonlyMap<string, string>;
  /** Variables that a user must answer before Rancher launches; `answers` has guesses of them. */
  readonly unknownAnswers: ReadonlySet<string>;
  readonly block: CatalogBlock | undefined;
  readonly files: readonly LaunchedFile[];
}
