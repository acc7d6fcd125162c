import type { CiSystem, WorkflowOptions } from './workflow-options.ts';

/** A step: its name, and its commands for a POSIX shell that stops at the first failure. */
export interface WorkflowStep {
  readonly name: string;
  readonly lines: readonly string[];
}

const quote = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Lines below a key of a YAML file. */
export const indent = (depth: number, lines: readonly string[]) =>
  lines.map((line) => (line === '' ? '' : `${' '.repeat(depth)}${line}`));

/** A command with its answers files, one per line. */
function command(words: string, { answers }: WorkflowOptions, last: readonly string[]): string[] {
  const lines = [
    words,
    ...answers.map((path) => `  --answers ${quote(path)}`),
    ...last.map((line) => `  ${line}`),
  ];
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

const install: WorkflowStep = {
  name: 'Install rancher-catalog',
  lines: ['npm install --global "$RANCHER_CATALOG_PACKAGE"'],
};

const generate = (options: WorkflowOptions): WorkflowStep => ({
  name: 'Generate the entry and its image',
  lines: command('rancher-catalog generate', options, ['--out build']),
});

const lint: WorkflowStep = {
  name: 'Lint the entry',
  lines: ['rancher-catalog lint build/catalog'],
};

const check = (options: WorkflowOptions): WorkflowStep => ({
  name: 'Check against the catalog',
  lines: [
    'rm -rf build/checkout',
    String.raw`git clone --quiet --branch "$CATALOG_BRANCH" ` + '\\',
    '  "$CATALOG_REPOSITORY" build/checkout',
    ...command('rancher-catalog check', options, ['--catalog build/checkout --allow-unreleased']),
    ...command('rancher-catalog publish --dry-run', options, [
      '--repo "$CATALOG_REPOSITORY" --branch "$CATALOG_BRANCH"',
    ]),
  ],
});

const image: WorkflowStep = {
  name: 'Build and push the image',
  lines: [
    '# Never overwrites a tag, because stacks run it.',
    'for context in build/image/*/; do',
    '  name=$(basename "$context")',
    '  compose="build/catalog/templates/$name/0/docker-compose.yml"',
    '  image=$(sed -n \'s/^ *image: "*\\([^"$]*\\)"*$/\\1/p\' "$compose" |',
    '    head -n 1)',
    '  if [ -z "$image" ]; then',
    '    echo "$name: Rancher asks for the image, so none is built"',
    '    continue',
    '  fi',
    '  registry=${image%%/*}',
    '  case "$registry" in',
    '    *.* | *:* | localhost) ;;',
    '    *) registry=docker.io ;;',
    '  esac',
    '  if [ -n "${REGISTRY_USER:-}" ]; then',
    '    printf \'%s\' "$REGISTRY_PASSWORD" | docker login \\',
    '      --username "$REGISTRY_USER" --password-stdin "$registry"',
    '  fi',
    '  if docker manifest inspect "$image" >/dev/null 2>&1; then',
    '    echo "$image already exists"',
    '    continue',
    '  fi',
    '  docker build --tag "$image" "$context"',
    '  docker push "$image"',
    'done',
  ],
};

const publish = (options: WorkflowOptions): WorkflowStep => ({
  name: 'Publish to the catalog',
  lines: command('rancher-catalog publish', options, [
    '--repo "$CATALOG_REPOSITORY" --branch "$CATALOG_BRANCH"',
    '--author "rancher-catalog <rancher-catalog@localhost>"',
  ]),
});

/** The steps that the workflows of all systems are made of. */
export const stepsOf = (options: WorkflowOptions) => ({
  install,
  generate: generate(options),
  lint,
  check: check(options),
  image,
  publish: publish(options),
});

/** Comments at the top of a workflow; `secrets` introduces the list of those it needs. */
export const header = (system: CiSystem, { programVersion }: WorkflowOptions, secrets: string) => [
  '---',
  `# Written by rancher-catalog ${programVersion}: ci init ${system}`,
  `# ${secrets}`,
  '# CATALOG_REPOSITORY: https://user:token@host/catalog.git',
  '# REGISTRY_USER, REGISTRY_PASSWORD: to push the image; optional',
];

/** The npm package that a workflow installs. */
export const packageOf = ({ programVersion }: WorkflowOptions) =>
  `rancher-catalog@${programVersion}`;
