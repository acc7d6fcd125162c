import { registriesOf, targetWords, type WorkflowOptions } from './workflow-options.ts';

/** What a platform has to provide to a step, as a variable of this name. */
export type Setting =
  | 'CATALOG_REPOSITORY'
  | 'RANCHER_CATALOG_TOKEN'
  | 'REGISTRY_USER'
  | 'REGISTRY_PASSWORD'
  | 'UPDATE_TOKEN';

/** A step: its name, and its commands for a POSIX shell that stops at the first failure. */
export interface WorkflowStep {
  readonly name: string;
  readonly lines: readonly string[];
  /** No other step sees these. */
  readonly settings: readonly Setting[];
}

/** Who makes commits: texts in which the shell replaces the variables of a platform. */
export interface PlatformAuthor {
  readonly name: string;
  readonly email: string;
}

/** A word for a POSIX shell. */
export const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A command with its answers files, one per line. */
function command(words: string, { entries }: WorkflowOptions, last: readonly string[]): string[] {
  const lines = [
    words,
    ...entries.map(({ answers }) => `  --answers ${quote(answers)}`),
    ...last.map((line) => `  ${line}`),
  ];
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

/**
 * Makes git ask for the token in a variable, for one URL only: it is in no URL, file or argument list. The
 * user name is one that every platform accepts with a token.
 */
export const useToken = (variable: string, url: string): string[] => [
  'export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0',
  `GIT_CONFIG_KEY_0="credential.${url}.helper"`,
  "GIT_CONFIG_VALUE_0='!f() { echo username=x-access-token",
  `  env | sed -n s/^${variable}=/password=/p; }; f'`,
];

const catalog = '--repo "$CATALOG_REPOSITORY" --branch "$CATALOG_BRANCH"';

export const catalogSettings = ['CATALOG_REPOSITORY', 'RANCHER_CATALOG_TOKEN'] as const;
export const registrySettings = ['REGISTRY_USER', 'REGISTRY_PASSWORD'] as const;

export const install: WorkflowStep = {
  name: 'Install rancher-catalog',
  lines: ['npm install --global "$RANCHER_CATALOG_PACKAGE"'],
  settings: [],
};

export const generate = (options: WorkflowOptions): WorkflowStep => ({
  name: 'Generate the entries',
  lines: command('rancher-catalog generate', options, [...targetWords(options), '--out build']),
  settings: [],
});

export const lint = (format: 'text' | 'github'): WorkflowStep => ({
  name: 'Lint the entries',
  lines: [`rancher-catalog lint build/catalog${format === 'text' ? '' : ` --format ${format}`}`],
  settings: [],
});

/** The program takes the token from the environment by itself, but `git clone` does not. */
export const check = (options: WorkflowOptions): WorkflowStep => ({
  name: 'Check against the catalog',
  lines: [
    ...useToken('RANCHER_CATALOG_TOKEN', '$CATALOG_REPOSITORY'),
    'rm -rf build/checkout',
    `git clone --quiet --branch "$CATALOG_BRANCH" \\`,
    '  "$CATALOG_REPOSITORY" build/checkout',
    ...command('rancher-catalog check', options, [
      ...targetWords(options),
      '--catalog build/checkout --allow-unreleased',
    ]),
    ...command('rancher-catalog publish --dry-run', options, [...targetWords(options), catalog]),
  ],
  settings: catalogSettings,
});

/** Commands that log in to the registries. */
export function logIn(options: WorkflowOptions): string[] {
  const registries = registriesOf(options);
  if (registries.length === 0) return [];
  return [
    'if [ -n "$REGISTRY_USER" ]; then',
    ...registries.flatMap((registry) => [
      `  printf '%s' "$REGISTRY_PASSWORD" | docker login \\`,
      `    --username "$REGISTRY_USER" --password-stdin ${registry}`,
    ]),
    'fi',
  ];
}

export const image = (options: WorkflowOptions): WorkflowStep => ({
  name: 'Build and push the images',
  lines: [
    ...logIn(options),
    '# Never overwrites a tag, because stacks run it.',
    ...options.entries
      .filter(({ registry }) => registry !== undefined)
      .map(({ answers }) => `rancher-catalog image build --push --answers ${quote(answers)}`),
  ],
  settings: registrySettings,
});

export const publish = (
  options: WorkflowOptions,
  { name, email }: PlatformAuthor,
): WorkflowStep => ({
  name: 'Publish to the catalog',
  lines: [
    ...command('rancher-catalog publish', options, [
      ...targetWords(options),
      catalog,
      `--author "${name} <${email}>"`,
    ]),
  ],
  settings: catalogSettings,
});

/** The npm package that a workflow installs. */
export const packageOf = ({ programVersion }: WorkflowOptions): string =>
  `rancher-catalog@${programVersion}`;
