/** A service of the environment. */
export interface ListedService {
  readonly stack: string;
  readonly name: string;
  /** Of a system stack, such as the scheduler. @default false */
  readonly system?: boolean;
}

/** What the environment has that the launch page offers or compares with. */
export interface FormLists {
  readonly services: readonly ListedService[];
  readonly certificates: readonly string[];
  readonly secrets: readonly string[];
  /** Names of stacks, which a new stack must not have. */
  readonly stacks: readonly string[];
}
