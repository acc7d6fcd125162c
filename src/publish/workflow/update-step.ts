import {
  catalogSettings,
  logIn,
  quote,
  registrySettings,
  type PlatformAuthor,
  type Setting,
  type WorkflowStep,
} from './steps.ts';
import { registriesOf, targetWords, type WorkflowOptions } from './workflow-options.ts';

/** How a platform takes a proposal. */
export interface Proposal {
  readonly author: PlatformAuthor;
  /** The repository to push to, for a shell. */
  readonly remote: string;
  /** Prepares git for this repository. */
  readonly prepare: readonly string[];
  /** Pushes `$branch`, and opens a pull request if the platform has them. */
  readonly push: readonly string[];
  /** What these need. */
  readonly settings: readonly Setting[];
}

export const updateTitle = 'Update images';

/** Sets the newest images in the answers files, on a branch whose name depends on the change alone. */
export const update = (options: WorkflowOptions, proposal: Proposal): WorkflowStep => ({
  name: 'Propose newer images',
  lines: [
    ...logIn(options),
    'settings=$(mktemp)',
    'update() {',
    '  rancher-catalog image outdated --answers "$1" >"$settings"',
    '  if [ -s "$settings" ]; then',
    `    sed 's/^/--set=/' "$settings" |`,
    `      xargs rancher-catalog release auto --answers "$1" \\`,
    ...targetWords(options).map((words) => `        ${words} \\`),
    '        --repo "$CATALOG_REPOSITORY" --branch "$CATALOG_BRANCH"',
    '  fi',
    '}',
    ...options.entries.map(({ answers }) => `update ${quote(answers)}`),
    'if git diff --quiet; then',
    '  echo "All images are current"',
    '  exit 0',
    'fi',
    'id=$(git diff | git hash-object --stdin | cut -c 1-12)',
    'branch="rancher-catalog/$id"',
    ...proposal.prepare,
    `if git ls-remote --exit-code --heads ${proposal.remote} "$branch"; then`,
    '  echo "Already proposed: $branch"',
    '  exit 0',
    'fi',
    'git checkout --quiet -b "$branch"',
    `git -c user.name="${proposal.author.name}" \\`,
    `  -c user.email="${proposal.author.email}" \\`,
    `  commit --quiet --all --message ${quote(updateTitle)}`,
    ...proposal.push,
  ],
  settings: [
    ...catalogSettings,
    ...(registriesOf(options).length > 0 ? registrySettings : []),
    ...proposal.settings,
  ],
});
