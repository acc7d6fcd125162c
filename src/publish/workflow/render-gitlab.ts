import { header } from './header.ts';
import {
  check,
  generate,
  image,
  lint,
  packageOf,
  publish,
  quote,
  useToken,
  type PlatformAuthor,
  type WorkflowStep,
} from './steps.ts';
import { update, updateTitle, type Proposal } from './update-step.ts';
import { hasImages, type WorkflowOptions } from './workflow-options.ts';
import { indent } from './yaml-lines.ts';

const author: PlatformAuthor = { name: '$GITLAB_USER_NAME', email: '$GITLAB_USER_EMAIL' };

const url = '$CI_SERVER_URL/$CI_PROJECT_PATH.git';
const remote = `"${url}"`;

const proposal = ({ mainBranch }: WorkflowOptions): Proposal => ({
  author,
  remote,
  prepare: [
    'test -n "$UPDATE_TOKEN" || {',
    '  echo "The variable UPDATE_TOKEN is not set"',
    '  exit 1',
    '}',
    ...useToken('UPDATE_TOKEN', url),
  ],
  push: [
    'git push --quiet --push-option merge_request.create \\',
    `  --push-option ${quote(`merge_request.target=${mainBranch}`)} \\`,
    `  --push-option "merge_request.title=${updateTitle}" \\`,
    `  ${remote} "HEAD:refs/heads/$branch"`,
  ],
  settings: ['UPDATE_TOKEN'],
});

const script = (steps: readonly WorkflowStep[]) => [
  'script:',
  ...steps.flatMap(({ name, lines }) => ['  - |', ...indent(4, [`# ${name}`, ...lines])]),
];

interface Job {
  readonly name: string;
  readonly stage: 'check' | 'release';
  /** With a container engine. */
  readonly docker?: boolean;
  readonly rule: string;
  readonly needs?: string;
  readonly steps: readonly WorkflowStep[];
}

const jobLines = ({ name, stage, docker = false, rule, needs, steps }: Job) => [
  `catalog:${name}:`,
  `  extends: .rancher-catalog${docker ? '-docker' : ''}`,
  `  stage: $[[ inputs.${stage}-stage ]]`,
  '  rules:',
  '    - if: >-',
  ...indent(8, rule.split('\n')),
  ...(needs === undefined ? [] : [`  needs: ["catalog:${needs}"]`]),
  // Two runs must not publish or propose at the same time, and none is canceled.
  ...(stage === 'release' ? ['  interruptible: false', '  resource_group: catalog'] : []),
  ...indent(2, script(steps)),
];

function jobs(options: WorkflowOptions): Job[] {
  const review = '$CI_PIPELINE_SOURCE == "merge_request_event"';
  const own = `${review} &&\n$CI_MERGE_REQUEST_SOURCE_PROJECT_PATH == $CI_MERGE_REQUEST_PROJECT_PATH`;
  const main = `$CI_COMMIT_BRANCH == ${JSON.stringify(options.mainBranch)} &&\n$CI_PIPELINE_SOURCE != "schedule"`;
  const build: Job = {
    name: 'image',
    stage: 'release',
    docker: true,
    rule: main,
    steps: [image(options)],
  };
  const builds = hasImages(options);
  return [
    { name: 'lint', stage: 'check', rule: review, steps: [generate(options), lint('text')] },
    { name: 'check', stage: 'check', rule: own, steps: [check(options)] },
    ...(builds ? [build] : []),
    {
      name: 'publish',
      stage: 'release',
      rule: main,
      ...(builds ? { needs: 'image' } : {}),
      steps: [generate(options), lint('text'), publish(options, author)],
    },
    {
      name: 'update',
      stage: 'release',
      docker: true,
      rule: '$CI_PIPELINE_SOURCE == "schedule"',
      steps: [update(options, proposal(options))],
    },
  ];
}

const shared = (options: WorkflowOptions) => [
  '.rancher-catalog:',
  '  image: node:24-alpine',
  '  timeout: 30 minutes',
  '  interruptible: true',
  '  variables:',
  `    RANCHER_CATALOG_PACKAGE: ${packageOf(options)}`,
  `    CATALOG_BRANCH: ${JSON.stringify(options.catalogBranch)}`,
  '    NPM_CONFIG_CACHE: $CI_PROJECT_DIR/.npm',
  "    FF_GIT_URLS_WITHOUT_TOKENS: 'true'",
  '  cache:',
  `    key: ${packageOf(options)}`,
  '    paths: [.npm/]',
  '  before_script:',
  '    - apk add --no-cache git',
  '    - npm install --global "$RANCHER_CATALOG_PACKAGE"',
  '# Docker in Docker needs a privileged runner that shares the certificates:',
  '#   [runners.docker]',
  '#     privileged = true',
  '#     volumes = ["/certs/client", "/cache"]',
  '.rancher-catalog-docker:',
  '  extends: .rancher-catalog',
  "  services: ['docker:28-dind']",
  '  variables:',
  '    DOCKER_TLS_CERTDIR: /certs',
  '    DOCKER_HOST: tcp://docker:2376',
  "    DOCKER_TLS_VERIFY: '1'",
  '    DOCKER_CERT_PATH: /certs/client',
  '  before_script:',
  '    - apk add --no-cache git docker-cli docker-cli-buildx',
  "    - timeout 60 sh -c 'until docker info; do sleep 1; done' >/dev/null 2>&1",
  '    - npm install --global "$RANCHER_CATALOG_PACKAGE"',
];

/** GitLab CI: a file to include, with nothing global in it. */
export function renderGitlab(options: WorkflowOptions): string[] {
  return [
    '---',
    ...header('gitlab', options, {
      variable: 'Variables of the project (Settings, CI/CD, Variables)',
      secret: 'Variables of the project, masked',
      updateToken: ['an access token of the project with write_repository,', 'for the schedule'],
    }),
    '# Include it in .gitlab-ci.yml:',
    '#   include:',
    '#     - local: .gitlab/rancher-catalog.yml',
    'spec:',
    '  inputs:',
    '    check-stage:',
    '      default: test',
    '    release-stage:',
    '      default: deploy',
    '---',
    ...shared(options),
    ...jobs(options).flatMap(jobLines),
  ];
}
