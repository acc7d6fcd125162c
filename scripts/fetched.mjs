// What scripts fetch or build once per machine, because neither Debian nor the dependencies of the project have it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Where it is kept. */
export const cache = path.join(
  process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'),
  'rancher-catalog-programs',
);

/** Runs a program in a folder; returns what it prints. */
export function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')} failed\n${stdout}${stderr}`);
}

/** Unpacks a package of npm, or only `files` of it, into `package` below a folder. */
export function unpack({ name, integrity }, work, files = []) {
  console.error(`fetching ${name} …`);
  const printed = run('npm', ['pack', '--silent', '--pack-destination', work, name], work).trim();
  const archive = path.join(work, printed.split('\n').at(-1));
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (integrity !== `sha512-${digest}`) throw new Error(`${name} has another digest: ${digest}`);
  run('tar', ['-xzf', archive, '-C', work, ...files], work);
  rmSync(archive);
}

/**
 * A folder of the cache; if it is missing, `make` puts its content into a temporary folder, and returns the folder with
 * the result, in or at that. It appears whole or not at all.
 */
export function madeOnce(name, make) {
  const folder = path.join(cache, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(path.join(cache, 'fetch-'));
  try {
    renameSync(make(work), folder);
  } catch (error) {
    // Another run was first.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}
