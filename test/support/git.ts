import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from './run-cli.ts';

/** Git without the configuration of this machine, and with a known author. */
export const gitVariables: Readonly<Record<string, string>> = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Ann Author',
  GIT_AUTHOR_EMAIL: 'ann@example.com',
  GIT_COMMITTER_NAME: 'Ann Author',
  GIT_COMMITTER_EMAIL: 'ann@example.com',
  LC_ALL: 'C',
};

/** Runs git in a folder and returns its output. */
export function git(folder: string, ...args: string[]): string {
  const env = { ...process.env, ...gitVariables };
  return execFileSync('git', args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: 'pipe',
    timeout: 60_000,
  });
}

/** Sets variables of this process, for commands that run in it. */
export function useGitVariables(): void {
  Object.assign(process.env, gitVariables);
}

/** A folder with an empty bare repository `catalog.git`; the cache is in it too. */
export function workplace(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = temporaryFolder(files);
  process.env.XDG_CACHE_HOME = join(folder, 'cache');
  git(folder, 'init', '-q', '--bare', '-b', 'master', 'catalog.git');
  return folder;
}

/** Commits files (undefined: deleted) to a branch of a bare repository, without a checkout. */
export function commit(
  repository: string,
  message: string,
  files: Readonly<Record<string, string | Uint8Array | undefined>>,
  branch = 'master',
): void {
  const parts: (string | Uint8Array)[] = [
    `commit refs/heads/${branch}\ncommitter Bob Builder <bob@example.com> 1700000000 +0000\n`,
    `data ${Buffer.byteLength(message)}\n${message}\n`,
  ];
  try {
    git(repository, 'rev-parse', '--verify', '-q', `refs/heads/${branch}`);
    parts.push(`from refs/heads/${branch}^0\n`);
  } catch {
    // The first commit of the branch.
  }
  for (const [path, content] of Object.entries(files)) {
    const name = JSON.stringify(path);
    if (content === undefined) parts.push(`D ${name}\n`);
    else {
      const bytes = Buffer.from(content);
      parts.push(`M 100644 inline ${name}\ndata ${bytes.length}\n`, bytes, '\n');
    }
  }
  const input = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const env = { ...process.env, ...gitVariables };
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repository, env, input, stdio: 'pipe' });
}

/** A file of a branch. */
export function show(repository: string, path: string, revision = 'master'): string {
  return git(repository, 'show', `${revision}:${path}`);
}

/** The paths of a branch. */
export function paths(repository: string, revision = 'master'): string[] {
  return git(repository, 'ls-tree', '-r', '--name-only', revision).split('\n').filter(Boolean);
}

/** The subjects of a branch's commits, newest first. */
export function subjects(repository: string, revision = 'master'): string[] {
  return git(repository, 'log', '--format=%s', revision).split('\n').filter(Boolean);
}
