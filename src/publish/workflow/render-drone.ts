import { header, indent, packageOf, stepsOf, type WorkflowStep } from './steps.ts';
import type { WorkflowOptions } from './workflow-options.ts';

interface DroneStep {
  readonly name: string;
  readonly image: string;
  readonly steps: readonly WorkflowStep[];
  readonly secrets: readonly string[];
  readonly when: readonly string[];
}

function droneStep(
  options: WorkflowOptions,
  { name, image: from, steps, secrets, when }: DroneStep,
): string[] {
  return [
    `- name: ${name}`,
    `  image: ${from}`,
    ...(name === 'image'
      ? ['  volumes:', '    - name: docker', '      path: /var/run/docker.sock']
      : []),
    '  environment:',
    `    RANCHER_CATALOG_PACKAGE: ${packageOf(options)}`,
    `    CATALOG_BRANCH: ${JSON.stringify(options.catalogBranch)}`,
    ...secrets.flatMap((secret) => [`    ${secret}:`, `      from_secret: ${secret}`]),
    '  commands:',
    ...steps.flatMap((step) => ['    - |', ...indent(6, [`# ${step.name}`, ...step.lines])]),
    ...(when.length > 0 ? ['  when:', ...indent(4, when)] : []),
  ];
}

/** Drone, which Rancher's own catalogs used. */
export function renderDrone(options: WorkflowOptions): string[] {
  const { install, generate, lint, check, image, publish } = stepsOf(options);
  const onMain = ['event: [push]', `branch: [${JSON.stringify(options.mainBranch)}]`];
  const catalog = ['CATALOG_REPOSITORY'];
  const registry = ['REGISTRY_USER', 'REGISTRY_PASSWORD'];
  const steps: DroneStep[] = [
    {
      name: 'generate',
      image: 'node:20',
      steps: [install, generate, lint],
      secrets: [],
      when: [],
    },
    {
      name: 'check',
      image: 'node:20',
      steps: [install, check],
      secrets: catalog,
      when: ['event: [pull_request]'],
    },
    { name: 'image', image: 'docker:27-cli', steps: [image], secrets: registry, when: onMain },
    {
      name: 'publish',
      image: 'node:20',
      steps: [install, publish],
      secrets: catalog,
      when: onMain,
    },
  ];
  return [
    ...header(
      'drone',
      options,
      'Requires a trusted repository (it uses the docker socket) and these secrets:',
    ),
    'kind: pipeline',
    'type: docker',
    'name: catalog',
    'steps:',
    ...indent(
      2,
      steps.flatMap((step) => droneStep(options, step)),
    ),
    'volumes:',
    '  - name: docker',
    '    host:',
    '      path: /var/run/docker.sock',
    'trigger:',
    '  event: [push, pull_request]',
  ];
}
