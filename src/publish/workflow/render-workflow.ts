import { renderDrone } from './render-drone.ts';
import { githubPath, renderGithub } from './render-github.ts';
import { renderGitlab } from './render-gitlab.ts';
import type { CiSystem, WorkflowOptions } from './workflow-options.ts';

const renderers = { github: renderGithub, gitlab: renderGitlab, drone: renderDrone };

/** Where each system expects its workflow. GitLab's is included by the file of the user. */
export const workflowPaths: Record<CiSystem, string> = {
  github: githubPath,
  gitlab: '.gitlab/rancher-catalog.yml',
  drone: '.drone.yml',
};

/** A workflow: checks pull requests, releases the main branch, and proposes newer images. */
export function renderWorkflow(system: CiSystem, options: WorkflowOptions): string {
  return `${renderers[system](options).join('\n')}\n`;
}
