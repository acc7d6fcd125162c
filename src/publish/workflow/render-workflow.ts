import { renderDrone } from './render-drone.ts';
import { renderGithub } from './render-github.ts';
import { renderGitlab } from './render-gitlab.ts';
import type { CiSystem, WorkflowOptions } from './workflow-options.ts';

const renderers = { github: renderGithub, gitlab: renderGitlab, drone: renderDrone };

/** Where each system expects its workflow. */
export const workflowPaths: Record<CiSystem, string> = {
  github: '.github/workflows/rancher-catalog.yml',
  gitlab: '.gitlab-ci.yml',
  drone: '.drone.yml',
};

/** A workflow: lint and check for pull requests; build and publish on the main branch. */
export function renderWorkflow(system: CiSystem, options: WorkflowOptions): string {
  return `${renderers[system](options).join('\n')}\n`;
}
