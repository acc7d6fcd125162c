import { header } from './header.ts';
import {
  check,
  generate,
  image,
  install,
  lint,
  packageOf,
  publish,
  useToken,
  type PlatformAuthor,
  type WorkflowStep,
} from './steps.ts';
import { update, type Proposal } from './update-step.ts';
import { hasImages, type WorkflowOptions } from './workflow-options.ts';
import { indent } from './yaml-lines.ts';

// Drone itself replaces what is in `${…}` before a shell sees it, so that no script has braces.
const author: PlatformAuthor = {
  name: '$DRONE_COMMIT_AUTHOR',
  email: '$DRONE_COMMIT_AUTHOR_EMAIL',
};

/** Drone cannot open pull requests: it pushes the branch for one. */
const proposal: Proposal = {
  author,
  remote: '"$DRONE_GIT_HTTP_URL"',
  prepare: useToken('UPDATE_TOKEN', '$DRONE_GIT_HTTP_URL'),
  push: ['git push --quiet "$DRONE_GIT_HTTP_URL" "HEAD:refs/heads/$branch"'],
  settings: ['UPDATE_TOKEN'],
};

interface DroneStep {
  readonly name: string;
  /** With the container engine of the host. */
  readonly docker?: boolean;
  readonly steps: readonly WorkflowStep[];
  readonly when: readonly string[];
}

const programs = (docker: boolean): WorkflowStep => ({
  name: 'Install programs',
  lines: [`apk add --no-cache git${docker ? ' docker-cli docker-cli-buildx' : ''}`],
  settings: [],
});

function droneStep(options: WorkflowOptions, { name, docker = false, steps, when }: DroneStep) {
  const secrets = [...new Set(steps.flatMap(({ settings }) => settings))];
  return [
    `- name: ${name}`,
    '  image: node:24-alpine',
    '  volumes:',
    '    - name: npm',
    '      path: /root/.npm',
    ...(docker ? ['    - name: docker', '      path: /var/run/docker.sock'] : []),
    '  environment:',
    `    RANCHER_CATALOG_PACKAGE: ${packageOf(options)}`,
    `    CATALOG_BRANCH: ${JSON.stringify(options.catalogBranch)}`,
    ...secrets.flatMap((secret) => [`    ${secret}:`, `      from_secret: ${secret}`]),
    '  commands:',
    ...[programs(docker), install, ...steps].flatMap((step) => [
      '    - |',
      ...indent(6, [`# ${step.name}`, ...step.lines]),
    ]),
    '  when:',
    ...indent(4, when),
  ];
}

/** A pull request of a fork sees no secrets; Drone has no condition for that. */
const unlessFork: WorkflowStep = {
  name: 'Without secrets, lint has checked what can be checked',
  lines: ['test -n "$CATALOG_REPOSITORY" || exit 0'],
  settings: [],
};

function stepsOf(options: WorkflowOptions): DroneStep[] {
  const main = [`branch: [${JSON.stringify(options.mainBranch)}]`];
  const onMain = ['event: [push]', ...main];
  return [
    {
      name: 'lint',
      steps: [generate(options), lint('text')],
      when: ['event: [pull_request, push]'],
    },
    { name: 'check', steps: [unlessFork, check(options)], when: ['event: [pull_request]'] },
    ...(hasImages(options)
      ? [{ name: 'image', docker: true, steps: [image(options)], when: onMain }]
      : []),
    { name: 'publish', steps: [publish(options, author)], when: onMain },
    {
      name: 'update',
      docker: true,
      steps: [update(options, proposal)],
      when: ['event: [cron]', ...main],
    },
  ];
}

/** Drone, which Rancher's own catalogs used. */
export function renderDrone(options: WorkflowOptions): string[] {
  return [
    '---',
    ...header('drone', options, {
      variable: 'Secrets of the repository; pull requests see only those that allow it',
      secret: 'Secrets, too',
      updateToken: ['may push to this repository, for the cron job'],
    }),
    '# The repository must be trusted: it uses the docker socket of the host.',
    'kind: pipeline',
    'type: docker',
    'name: catalog',
    'concurrency:',
    '  limit: 1',
    'steps:',
    ...indent(
      2,
      stepsOf(options).flatMap((step) => droneStep(options, step)),
    ),
    'volumes:',
    '  # For the steps of one run: what the first one downloads.',
    '  - name: npm',
    '    temp: {}',
    '  - name: docker',
    '    host:',
    '      path: /var/run/docker.sock',
    'trigger:',
    '  event: [push, pull_request, cron]',
  ];
}
