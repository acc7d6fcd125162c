/** The supported CI systems. */
export const ciSystems = ['github', 'gitlab', 'drone'] as const;

export type CiSystem = (typeof ciSystems)[number];

/** What a workflow depends on. */
export interface WorkflowOptions {
  /** The answers files, relative to the root of the repository. */
  readonly answers: readonly string[];
  /** The branch of the user's repository whose pushes are released. */
  readonly mainBranch: string;
  /** The branch of the catalog repository. */
  readonly catalogBranch: string;
  /** The version of this program, which the workflow installs. */
  readonly programVersion: string;
}
