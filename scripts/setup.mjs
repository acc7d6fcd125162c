// Makes a fresh clone ready: installs npm packages when the lock file has changed since the last
// install, and nothing otherwise. Plain Node, since it runs before any package is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { isInstalledIn } from './lock-file.mjs';

export const root = path.resolve(fileURLToPath(import.meta.url), '../..');

/** Runs a command in the project, its output shown; returns whether it ended with 0. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  return result.status === 0;
}

/**
 * Installs what package-lock.json names, unless it is installed already: the stamp of an earlier run
 * names this lock file, or npm's own list matches it. `npm ci` deletes node_modules first.
 */
export function installPackages() {
  const digest = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(root, 'node_modules', '.installed-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  if (!isInstalledIn(root)) {
    console.error('installing packages …');
    // npm's own output is not this program's.
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    if (!run('npm', args, { stdio: ['ignore', 2, 2] })) {
      console.error('npm ci failed: see its messages above');
      process.exit(2);
    }
  }
  writeFileSync(stamp, digest);
}

/** Builds dist/cli.cjs when a source is newer than it. */
export function build() {
  if (!run(process.execPath, ['scripts/build.mjs', '--if-changed'])) process.exit(2);
}
