import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, vi } from 'vitest';
import { git, useGitVariables, workplace } from './git.ts';
import { recordRun, type Masks } from './prose.ts';
import { runCli } from './run-cli.ts';

/** Prepares a test file for git: no configuration of this machine, and time for many processes. */
export function useGit(): void {
  vi.setConfig({ testTimeout: 120_000 });
  beforeAll(useGitVariables);
}

/** The text of an answers file. */
export const answersOf = (version = '1.0.0', more = '', name = 'redis'): string =>
  `blueprint: redis-sentinel\nname: ${name}\nversion: ${version}\n${more}`;

/** Writes answers.yml. */
export const change = (folder: string, version: string, more = ''): void =>
  writeFileSync(join(folder, 'answers.yml'), answersOf(version, more));

export const bareOf = (folder: string): string => join(folder, 'catalog.git');

/** The command line of a publication to the bare repository. */
export const publishing = (...more: string[]): string[] => [
  'publish',
  '--repo',
  'catalog.git',
  ...more,
];

/** A folder with one published version. */
export async function published(version = '1.0.0', more = ''): Promise<string> {
  const folder = workplace({ 'answers.yml': answersOf(version, more) });
  expect(await runCli(folder, publishing())).toMatchObject({ code: 0, stderr: '' });
  return folder;
}

/** What `publish --json` prints. */
export interface Publication {
  readonly state: string;
  readonly commit: string;
  readonly entries: readonly {
    readonly name: string;
    readonly revision: number;
    readonly offeredTo: readonly string[];
  }[];
  readonly diagnostics: readonly { readonly code: string }[];
}

/** Publishes with `--json`, to the bare repository unless another is named. */
export async function publish(folder: string, ...more: string[]) {
  const argv = more.includes('--repo') ? ['publish', ...more] : publishing(...more);
  const { code, stdout, stderr } = await runCli(folder, [...argv, '--json']);
  const publication = JSON.parse(stdout === '' ? '{}' : stdout) as Publication;
  return { code, stderr, ...publication };
}

/** Like `publish`, which must succeed. */
export async function publishGood(folder: string, ...more: string[]) {
  const publication = await publish(folder, ...more);
  expect(publication).toMatchObject({ code: 0, stderr: '' });
  return publication;
}

/** A checkout of the bare repository. */
export function clone(folder: string, ...options: string[]): string {
  git(folder, 'clone', '-q', ...options, 'catalog.git', 'checkout');
  return join(folder, 'checkout');
}

/**
 * Runs a command that must fail and returns the exit code and the findings. Nothing is on stdout, no
 * secret is printed, and every branch and tag of the bare repository is unchanged.
 */
export async function refusedPush(
  folder: string,
  argv: readonly string[],
  { secret, masks }: { readonly secret?: string; readonly masks?: Masks } = {},
) {
  const refs = () => git(bareOf(folder), 'for-each-ref');
  const before = refs();
  const ran = await runCli(folder, argv);
  expect(refs()).toBe(before);
  if (secret !== undefined) expect(ran.stderr).not.toContain(secret);
  const { code, found, stdout } = recordRun(folder, argv, ran, masks);
  expect(stdout).toBe('');
  return { code, found };
}
