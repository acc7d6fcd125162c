import { header, indent, packageOf, stepsOf, type WorkflowStep } from './steps.ts';
import type { WorkflowOptions } from './workflow-options.ts';

function githubStep({ name, lines }: WorkflowStep): string[] {
  return [`- name: ${name}`, '  run: |', ...indent(4, lines)];
}

const githubSetup = [
  '- uses: actions/checkout@v4',
  '- uses: actions/setup-node@v4',
  '  with:',
  "    node-version: '20'",
];

const githubJob = (steps: readonly WorkflowStep[]) => [
  'runs-on: ubuntu-latest',
  'steps:',
  ...indent(2, [...githubSetup, ...steps.flatMap(githubStep)]),
];

const secret = (name: string) => `${name}: \${{ secrets.${name} }}`;

/** GitHub Actions. */
export function renderGithub(options: WorkflowOptions): string[] {
  const { install, generate, lint, check, image, publish } = stepsOf(options);
  return [
    ...header('github', options, 'Requires these repository secrets:'),
    'name: catalog',
    "'on':",
    '  pull_request:',
    '  push:',
    `    branches: [${JSON.stringify(options.mainBranch)}]`,
    'permissions:',
    '  contents: read',
    'env:',
    `  RANCHER_CATALOG_PACKAGE: ${packageOf(options)}`,
    `  CATALOG_BRANCH: ${JSON.stringify(options.catalogBranch)}`,
    `  ${secret('CATALOG_REPOSITORY')}`,
    'jobs:',
    '  check:',
    "    if: github.event_name == 'pull_request'",
    ...indent(4, githubJob([install, generate, lint, check])),
    '  release:',
    "    if: github.event_name == 'push'",
    '    env:',
    `      ${secret('REGISTRY_USER')}`,
    `      ${secret('REGISTRY_PASSWORD')}`,
    ...indent(4, githubJob([install, generate, lint, image, publish])),
  ];
}
