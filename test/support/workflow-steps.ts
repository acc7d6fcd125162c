import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse, parseAllDocuments } from 'yaml';

type Variables = Readonly<Record<string, string>>;
type System = 'github' | 'gitlab' | 'drone';

/** The shell script of one step, and all its variables. */
export interface ShellStep {
  readonly job: string;
  readonly script: string;
  readonly env: Variables;
}

/** What happened in the repository: the pull request is of the same repository, or of a fork. */
export type Event = 'review' | 'fork' | 'main' | 'schedule';

/** What a platform knows, beside the event. */
export interface Platform {
  /** What the user configures: variables and secrets. A fork has none. */
  readonly settings: Variables;
  /** The folder with the repository own.git. */
  readonly folder: string;
}

const settingsFor = (event: Event, { settings }: Platform): Variables =>
  event === 'fork' ? {} : settings;

const isReview = (event: Event) => event === 'review' || event === 'fork';

interface GithubFile {
  readonly env: Variables;
  readonly jobs: Readonly<Record<string, GithubJob>>;
}

interface GithubJob {
  readonly if: string;
  readonly steps: readonly { readonly run?: string; readonly env?: Variables }[];
}

function githubContext(event: Event) {
  const names = {
    review: 'pull_request',
    fork: 'pull_request',
    main: 'push',
    schedule: 'schedule',
  };
  const repository = event === 'fork' ? 'other/own' : 'team/own';
  return {
    actor: 'ann',
    event_name: names[event],
    repository: 'team/own',
    ref: isReview(event) ? 'refs/pull/1/merge' : 'refs/heads/main',
    token: 'token-of-the-run',
    ...(isReview(event)
      ? { event: { pull_request: { head: { repo: { full_name: repository } } } } }
      : {}),
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** Expressions of GitHub that are expressions of JavaScript as well. */
function githubSteps(text: string, event: Event, platform: Platform): ShellStep[] {
  const { env, jobs } = parse(text) as GithubFile;
  const github = githubContext(event);
  // Variables are not passed to the workflows of forks either.
  const given = settingsFor(event, platform);
  const evaluate = (code: string): unknown =>
    runInNewContext(code, { github, vars: given, secrets: given });
  const own = { GITHUB_ACTOR: 'ann', GITHUB_ACTOR_ID: '7' };
  const valueOf = (value: string) =>
    value.replaceAll(/\$\{\{(.*?)\}\}/g, (_whole, code: string) => textOf(evaluate(code)));
  return Object.entries(jobs)
    .filter(([, job]) => evaluate(job.if) === true)
    .flatMap(([name, job]) =>
      job.steps.flatMap((step): ShellStep[] => {
        const all = Object.entries({ ...env, ...step.env });
        const values = Object.fromEntries(all.map(([key, value]) => [key, valueOf(value)]));
        return step.run === undefined
          ? []
          : [{ job: name, script: step.run, env: { ...own, ...values } }];
      }),
    );
}

interface GitlabJob {
  readonly extends?: string;
  readonly variables?: Variables;
  readonly before_script?: readonly string[];
  readonly rules?: readonly { readonly if: string }[];
  readonly script?: readonly string[];
}

const gitlabEvents: Record<Event, Variables> = {
  review: {
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_MERGE_REQUEST_SOURCE_PROJECT_PATH: 'own',
  },
  fork: { CI_PIPELINE_SOURCE: 'merge_request_event', CI_MERGE_REQUEST_SOURCE_PROJECT_PATH: 'fork' },
  main: { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main' },
  schedule: { CI_PIPELINE_SOURCE: 'schedule', CI_COMMIT_BRANCH: 'main' },
};

function gitlabSteps(text: string, event: Event, platform: Platform): ShellStep[] {
  const jobs = parseAllDocuments(text)[1]?.toJS() as Record<string, GitlabJob>;
  const own: Variables = {
    ...gitlabEvents[event],
    CI_MERGE_REQUEST_PROJECT_PATH: 'own',
    CI_SERVER_URL: `file://${platform.folder}`,
    CI_PROJECT_PATH: 'own',
    GITLAB_USER_NAME: 'ann',
    GITLAB_USER_EMAIL: 'ann@users.example.com',
    ...settingsFor(event, platform),
  };
  const resolve = (job: GitlabJob): GitlabJob => {
    const base = job.extends === undefined ? {} : resolve(jobs[job.extends] ?? {});
    return { ...base, ...job, variables: { ...base.variables, ...job.variables } };
  };
  const holds = (rule: string) =>
    runInNewContext(rule.replaceAll(/\$(\w+)/g, 'own.$1'), { own }) === true;
  // The engine is not the one of the file's service.
  const without = ([key]: [string, string]) => !key.startsWith('DOCKER_');
  return Object.entries(jobs)
    .map(([name, job]) => ({ name, ...resolve(job) }))
    .filter(({ name, rules = [] }) => !name.startsWith('.') && rules.some((rule) => holds(rule.if)))
    .map(({ name, variables = {}, before_script: before = [], script = [] }) => ({
      job: name.replace('catalog:', ''),
      script: [...before, ...script].join('\n'),
      env: { ...own, ...Object.fromEntries(Object.entries(variables).filter(without)) },
    }));
}

interface DroneStep {
  readonly name: string;
  readonly environment: Readonly<Record<string, string | { readonly from_secret: string }>>;
  readonly commands: readonly string[];
  readonly when: { readonly event: readonly string[] };
}

function droneSteps(text: string, event: Event, platform: Platform): ShellStep[] {
  // Drone replaces these before it reads the file; none of its own variables is in it.
  const { steps } = parse(text.replaceAll(/\$\{[^}]*\}/g, '')) as { steps: readonly DroneStep[] };
  const names = { review: 'pull_request', fork: 'pull_request', main: 'push', schedule: 'cron' };
  const given = settingsFor(event, platform);
  const own = {
    DRONE_COMMIT_AUTHOR: 'ann',
    DRONE_COMMIT_AUTHOR_EMAIL: 'ann@users.example.com',
    DRONE_GIT_HTTP_URL: `file://${platform.folder}/own.git`,
  };
  return steps
    .filter(({ when }) => when.event.includes(names[event]))
    .map(({ name, commands, environment }) => ({
      job: name,
      script: commands.join('\n'),
      env: {
        ...own,
        ...Object.fromEntries(
          Object.entries(environment).map(([key, value]) => [
            key,
            typeof value === 'string' ? value : (given[value.from_secret] ?? ''),
          ]),
        ),
      },
    }));
}

const readers = { github: githubSteps, gitlab: gitlabSteps, drone: droneSteps };

export const workflowFiles = {
  github: '.github/workflows/rancher-catalog.yml',
  gitlab: '.gitlab/rancher-catalog.yml',
  drone: '.drone.yml',
};

/** The steps of a repository's workflow that its CI system would run for an event, in order. */
export const readSteps = (
  system: System,
  repository: string,
  event: Event,
  platform: Platform,
): ShellStep[] =>
  readers[system](readFileSync(join(repository, workflowFiles[system]), 'utf8'), event, platform);

/** Runs a step as CI systems do: a shell that stops at the first failure. */
export function runStep(
  system: System,
  folder: string,
  { script, env }: ShellStep,
  machine: Variables,
) {
  const shell = system === 'github' ? 'bash' : 'sh';
  const { status, stdout, stderr } = spawnSync(shell, ['-e', '-c', script], {
    cwd: folder,
    env: { ...env, ...machine },
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { status, stdout, stderr };
}
