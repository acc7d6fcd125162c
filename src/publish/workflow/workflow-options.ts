import type { Target } from '../../model/answers.ts';

/** The supported CI systems. */
export const ciSystems = ['github', 'gitlab', 'drone'] as const;

export type CiSystem = (typeof ciSystems)[number];

/** An entry that a workflow releases. */
export interface WorkflowEntry {
  /** Its answers file, relative to the root of the repository. */
  readonly answers: string;
  /** The registry of the image that it builds; undefined if its blueprint has no image to push. */
  readonly registry: string | undefined;
}

/** What a workflow depends on. */
export interface WorkflowOptions {
  readonly entries: readonly WorkflowEntry[];
  /** Registries to log in to, beside those that images are pushed to. */
  readonly registries: readonly string[];
  /** The branch of the user's repository whose pushes are released. */
  readonly mainBranch: string;
  /** The branch of the catalog repository. */
  readonly catalogBranch: string;
  /** The form that is released. @default undefined, what the blueprints have */
  readonly target?: Target | 'all' | undefined;
  /** The version of this program, which the workflow installs. */
  readonly programVersion: string;
}

/**
 * The registries that the password is sent to. Those of images that others publish are not among them unless they are
 * named: no other server must receive it.
 */
export const registriesOf = ({ entries, registries }: WorkflowOptions): string[] => [
  ...new Set([...entries.flatMap(({ registry }) => registry ?? []), ...registries]),
];

/** Whether the workflow builds an image. */
export const hasImages = ({ entries }: WorkflowOptions): boolean =>
  entries.some(({ registry }) => registry !== undefined);

/** The words that choose the form, for commands that have `--target`. */
export const targetWords = ({ target }: WorkflowOptions): string[] =>
  target === undefined ? [] : [`--target ${target}`];
