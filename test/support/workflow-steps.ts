import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

type Variables = Readonly<Record<string, unknown>>;

/** The shell script of one step, and its variables. */
export interface ShellStep {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The steps of a workflow for one event, in order. */
export type Steps = Readonly<Record<'review' | 'main', readonly ShellStep[]>>;

/** Literal values only; the CI system provides the values of secrets. */
const literals = (...maps: (Variables | undefined)[]): Record<string, string> =>
  Object.fromEntries(
    maps
      .flatMap((map) => Object.entries(map ?? {}))
      .filter(([, value]) => typeof value === 'string' && !value.includes('${{'))
      .map(([key, value]) => [key, String(value)]),
  );

interface GithubJob {
  readonly env?: Variables;
  readonly steps: readonly { readonly run?: string }[];
}

function githubSteps(text: string): Steps {
  const { env, jobs } = parse(text) as {
    env: Variables;
    jobs: Record<'check' | 'release', GithubJob>;
  };
  const of = (job: GithubJob) =>
    job.steps.flatMap(({ run }) =>
      run === undefined ? [] : [{ script: run, env: literals(env, job.env) }],
    );
  return { review: of(jobs.check), main: of(jobs.release) };
}

interface GitlabJob {
  readonly script: readonly string[];
}

function gitlabSteps(text: string): Steps {
  const file = parse(text) as Record<string, GitlabJob> & { variables: Variables };
  const env = literals(file.variables);
  const of = (...names: string[]) =>
    names.flatMap((name) => [{ script: (file[name]?.script ?? []).join('\n'), env }]);
  return { review: of('generate', 'check'), main: of('generate', 'image', 'publish') };
}

interface DroneStep {
  readonly name: string;
  readonly environment: Variables;
  readonly commands: readonly string[];
}

function droneSteps(text: string): Steps {
  const { steps } = parse(text) as { steps: readonly DroneStep[] };
  const of = (...names: string[]) =>
    steps
      .filter(({ name }) => names.includes(name))
      .map(({ commands, environment }) => ({
        script: commands.join('\n'),
        env: literals(environment),
      }));
  return { review: of('generate', 'check'), main: of('generate', 'image', 'publish') };
}

const readers = { github: githubSteps, gitlab: gitlabSteps, drone: droneSteps };

export const workflowFiles = {
  github: '.github/workflows/rancher-catalog.yml',
  gitlab: '.gitlab-ci.yml',
  drone: '.drone.yml',
};

/** Reads the workflow of a repository as its CI system would. */
export function readSteps(system: keyof typeof readers, folder: string): Steps {
  return readers[system](readFileSync(join(folder, workflowFiles[system]), 'utf8'));
}

/** Runs a step as CI systems do: a shell that stops at the first failure. */
export function runStep(
  folder: string,
  { script, env }: ShellStep,
  given: Readonly<Record<string, string>>,
) {
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', script], {
    cwd: folder,
    env: { ...process.env, ...env, ...given },
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { status, stdout, stderr };
}
