import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';
import { readTree } from '../../src/files/read-tree.ts';
import { root } from './bundle.ts';
import { git, gitVariables } from './git.ts';

/** The package as a user has it: packed, then installed in an empty folder. */
export interface InstalledPackage {
  /** The folder that it was installed in. */
  readonly folder: string;
  /** The package's own folder. */
  readonly home: string;
  /** The paths in the tarball. */
  readonly packed: readonly string[];
  /** Bytes of the tarball. */
  readonly sizeBytes: number;
  remove(): void;
}

/** Packs the built program and installs the tarball, without access to the registry. */
function installPackage(): InstalledPackage {
  const folder = mkdtempSync(join(tmpdir(), 'rancher-catalog-package-'));
  const npm = (cwd: string, ...args: string[]) =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: 'pipe', timeout: 60_000 });
  const [tarball] = JSON.parse(
    npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder),
  ) as [{ filename: string; size: number; files: { path: string }[] }];
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  // A required package that is not bundled would have to come from the registry.
  npm(folder, 'install', '--offline', '--no-audit', '--no-fund', `./${tarball.filename}`);
  return {
    folder,
    home: join(folder, 'node_modules', 'rancher-catalog'),
    packed: tarball.files.map(({ path }) => path),
    sizeBytes: tarball.size,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The package, installed before the first test of a file and removed after the last. */
export function useInstalledPackage(): InstalledPackage {
  const installed = {} as InstalledPackage;
  beforeAll(() => void Object.assign(installed, installPackage()));
  afterAll(() => installed.remove());
  return installed;
}

/** Runs the installed program with a Node and returns the output of both streams. */
export async function runInstalled(
  { home }: InstalledPackage,
  node: string,
  cwd: string,
  argv: readonly string[],
): Promise<string> {
  const child = spawn(node, [join(home, 'dist/cli.cjs'), ...argv], {
    cwd,
    env: {
      ...process.env,
      ...gitVariables,
      GIT_AUTHOR_DATE: '1700000000 +0000',
      GIT_COMMITTER_DATE: '1700000000 +0000',
      XDG_CACHE_HOME: join(cwd, '.cache'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return `$ ${argv.join(' ')}\n${stdout}${stderr}exit code ${status}\n`;
}

const commands = [
  ['--version'],
  ['--help'],
  ['generate', '--help'],
  ['generate', '-a', 'redis.yml'],
  ['generate', '-a', 'redis.yml', '--json'],
  ['generate', '-a', 'redis.yml', '--set', 'quorum=7'],
  ['lint', 'build/catalog'],
  ['launch', 'build/catalog/templates/redis', '--yaml'],
  ['image', 'context', '-a', 'redis.yml', '--out', 'context'],
  ['ci', 'init', 'github', '-a', 'redis.yml'],
  ['publish', '-a', 'redis.yml', '--repo', 'catalog.git'],
];

/** The results of the first steps of a user. */
export interface Story {
  /** Every command with what it printed and its exit code. */
  readonly transcript: string;
  /** Every file that was written, with its text. */
  readonly files: Readonly<Record<string, string>>;
  /** The id of the commit that was published. */
  readonly commit: string;
}

/** A user's first steps in a folder of their own, with a Node. */
export async function firstSteps(installed: InstalledPackage, node: string): Promise<Story> {
  const folder = mkdtempSync(join(installed.folder, 'steps-'));
  try {
    mkdirSync(join(folder, 'catalog.git'));
    git(folder, 'init', '-q', '--bare', '-b', 'master', 'catalog.git');
    writeFileSync(
      join(folder, 'redis.yml'),
      'blueprint: redis-sentinel\nname: redis\nversion: 1.0.0\nanswers:\n  quorum: 2\n',
    );
    let transcript = '';
    for (const argv of commands) transcript += await runInstalled(installed, node, folder, argv);
    const files = [...readTree(folder)]
      .filter(([path]) => !/^(?:catalog\.git|\.cache)\//.test(path))
      .map(([path, { content }]) => [path, content.toString()] as const);
    return {
      transcript,
      files: Object.fromEntries(files),
      commit: git(join(folder, 'catalog.git'), 'rev-parse', 'master').trim(),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
