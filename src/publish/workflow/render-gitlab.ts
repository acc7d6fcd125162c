import { header, indent, packageOf, stepsOf, type WorkflowStep } from './steps.ts';
import type { WorkflowOptions } from './workflow-options.ts';

const gitlabScript = (steps: readonly WorkflowStep[]) => [
  'script:',
  ...steps.flatMap(({ name, lines }) => ['  - |', ...indent(4, [`# ${name}`, ...lines])]),
];

/** GitLab CI. */
export function renderGitlab(options: WorkflowOptions): string[] {
  const { install, generate, lint, check, image, publish } = stepsOf(options);
  const onMain = ['rules:', `  - if: $CI_COMMIT_BRANCH == ${JSON.stringify(options.mainBranch)}`];
  const onReview = ['rules:', '  - if: $CI_PIPELINE_SOURCE == "merge_request_event"'];
  const onBoth = [...onReview, ...onMain.slice(1)];
  return [
    ...header('gitlab', options, 'Requires these project variables, masked:'),
    'stages: [generate, check, image, publish]',
    'variables:',
    `  RANCHER_CATALOG_PACKAGE: ${packageOf(options)}`,
    `  CATALOG_BRANCH: ${JSON.stringify(options.catalogBranch)}`,
    'generate:',
    '  stage: generate',
    '  image: node:20',
    ...indent(2, gitlabScript([install, generate, lint])),
    '  artifacts:',
    '    paths: [build/]',
    '    expire_in: 1 day',
    ...indent(2, onBoth),
    'check:',
    '  stage: check',
    '  image: node:20',
    ...indent(2, gitlabScript([install, check])),
    ...indent(2, onReview),
    'image:',
    '  stage: image',
    '  image: docker:27',
    "  services: ['docker:27-dind']",
    ...indent(2, gitlabScript([image])),
    ...indent(2, onMain),
    'publish:',
    '  stage: publish',
    '  image: node:20',
    ...indent(2, gitlabScript([install, publish])),
    ...indent(2, onMain),
  ];
}
