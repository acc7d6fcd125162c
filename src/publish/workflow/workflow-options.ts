/** The CI systems there is a workflow for. */
export const ciSystems = ['github', 'gitlab', 'drone'] as const;

export type CiSystem = (typeof ciSystems)[number];

/** What a workflow is written for. */
export interface WorkflowOptions {
  /** The answers files, relative to the root of the repository. */
  readonly answers: readonly string[];
  /** The branch of the user's repository whose pushes are released. */
  readonly mainBranch: string;
  /** The branch of the catalog repository. */
  readonly catalogBranch: string;
  /** Of this program: the workflow installs the same. */
  readonly programVersion: string;
}
