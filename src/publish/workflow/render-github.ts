import { header } from './header.ts';
import {
  check,
  generate,
  image,
  install,
  lint,
  packageOf,
  publish,
  quote,
  type PlatformAuthor,
  type Setting,
  type WorkflowStep,
} from './steps.ts';
import { update, type Proposal } from './update-step.ts';
import { hasImages, type WorkflowOptions } from './workflow-options.ts';
import { indent, item } from './yaml-lines.ts';

/** Where the workflow is. It is also what the key of the npm cache depends on. */
export const githubPath = '.github/workflows/rancher-catalog.yml';

const author: PlatformAuthor = {
  name: '$GITHUB_ACTOR',
  email: '$GITHUB_ACTOR_ID+$GITHUB_ACTOR@users.noreply.github.com',
};

const values: Record<Setting, string> = {
  CATALOG_REPOSITORY: 'vars.CATALOG_REPOSITORY',
  RANCHER_CATALOG_TOKEN: 'secrets.RANCHER_CATALOG_TOKEN',
  REGISTRY_USER: 'secrets.REGISTRY_USER',
  REGISTRY_PASSWORD: 'secrets.REGISTRY_PASSWORD',
  UPDATE_TOKEN: 'secrets.UPDATE_TOKEN || github.token',
};

function githubStep({ name, lines, settings }: WorkflowStep): string[] {
  const env = settings.map((setting) => {
    // The name that gh reads.
    const variable = setting === 'UPDATE_TOKEN' ? 'GH_TOKEN' : setting;
    return `  ${variable}: \${{ ${values[setting]} }}`;
  });
  return item([
    `name: ${name}`,
    ...(env.length > 0 ? ['env:', ...env] : []),
    'run: |',
    ...indent(2, lines),
  ]);
}

const setup = [
  '- uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd  # v6.0.2',
  '  with:',
  '    persist-credentials: false',
  '- uses: actions/setup-node@6044e13b5dc448c55e2357c09f80417699197238  # v6.2.0',
  '  with:',
  "    node-version: '24'",
  '    cache: npm',
  `    cache-dependency-path: ${githubPath}`,
];

interface Job {
  readonly id: string;
  readonly condition: readonly string[];
  /** Beside reading the repository. */
  readonly permissions?: readonly string[];
  readonly minutes: number;
  readonly steps: readonly WorkflowStep[];
}

const job = ({ id, condition, permissions, minutes, steps }: Job) => [
  `${id}:`,
  '  if: >-',
  ...indent(4, condition),
  '  runs-on: ubuntu-latest',
  `  timeout-minutes: ${minutes}`,
  '  permissions:',
  ...indent(4, permissions ?? ['contents: read']),
  '  steps:',
  ...indent(4, [...setup, ...steps.flatMap(githubStep)]),
];

const proposal = ({ mainBranch }: WorkflowOptions): Proposal => ({
  author,
  remote: 'origin',
  // The credentials are those of GH_TOKEN.
  prepare: ['gh auth setup-git'],
  push: [
    'git push --quiet origin "$branch"',
    `gh pr create --fill --base ${quote(mainBranch)} --head "$branch"`,
  ],
  settings: ['UPDATE_TOKEN'],
});

function jobs(options: WorkflowOptions): Job[] {
  const look = [install, generate(options), lint('github')];
  const main = options.mainBranch.replaceAll("'", "''");
  return [
    {
      id: 'lint',
      condition: ["github.event_name == 'pull_request'"],
      minutes: 10,
      steps: look,
    },
    {
      // A pull request of a fork, or of Dependabot, sees no secrets.
      id: 'check',
      condition: [
        "github.event_name == 'pull_request' &&",
        'github.event.pull_request.head.repo.full_name == github.repository &&',
        "github.actor != 'dependabot[bot]'",
      ],
      minutes: 10,
      steps: [install, check(options)],
    },
    {
      id: 'release',
      condition: [
        "(github.event_name == 'push' ||",
        "github.event_name == 'workflow_dispatch') &&",
        `github.ref == 'refs/heads/${main}'`,
      ],
      minutes: 30,
      steps: [...look, ...(hasImages(options) ? [image(options)] : []), publish(options, author)],
    },
    {
      id: 'update',
      condition: [
        "(github.event_name == 'schedule' ||",
        "github.event_name == 'workflow_dispatch') &&",
        `github.ref == 'refs/heads/${main}'`,
      ],
      permissions: ['contents: write', 'pull-requests: write'],
      minutes: 30,
      steps: [install, update(options, proposal(options))],
    },
  ];
}

/** GitHub Actions. */
export function renderGithub(options: WorkflowOptions): string[] {
  return [
    '---',
    ...header('github', options, {
      variable: 'Variables of the repository (Settings, Secrets and variables, Actions)',
      secret: 'Secrets of the repository, on the same page',
      updateToken: [
        'may push to this repository and open pull requests;',
        'optional: without it, no workflow checks them',
      ],
    }),
    'name: catalog',
    "'on':",
    '  pull_request:',
    '  push:',
    `    branches: [${JSON.stringify(options.mainBranch)}]`,
    '  schedule:',
    "    - cron: '23 4 * * *'",
    '  workflow_dispatch:',
    'permissions: {}',
    'concurrency:',
    '  group: catalog-${{ github.event_name }}-${{ github.ref }}',
    "  cancel-in-progress: ${{ github.event_name == 'pull_request' }}",
    'env:',
    `  RANCHER_CATALOG_PACKAGE: ${packageOf(options)}`,
    `  CATALOG_BRANCH: ${JSON.stringify(options.catalogBranch)}`,
    'jobs:',
    ...indent(2, jobs(options).flatMap(job)),
  ];
}
