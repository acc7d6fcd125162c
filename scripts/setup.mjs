// Makes a fresh clone ready: installs npm packages when the lock file has changed since the last
// install, and nothing otherwise. Plain Node, since it runs before any package is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = path.resolve(fileURLToPath(import.meta.url), '../..');

/** Runs a command in the project, its output shown; returns whether it ended with 0. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  return result.status === 0;
}

/** Installs what package-lock.json names, unless that very lock file is installed already. */
export function installPackages() {
  const digest = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(root, 'node_modules', '.installed-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  console.error('installing packages …');
  // Not `npm ci`: it refuses a lock file that lacks optional packages for other systems, and a
  // registry that does not carry them all writes such a one. This takes the locked versions as well.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm's own chatter is not this program's output.
  if (!run('npm', args, { stdio: ['ignore', 2, 2] })) {
    console.error('npm install failed: its words stand above');
    process.exit(2);
  }
  writeFileSync(stamp, digest);
}

/** Builds dist/cli.js when a source is newer than it. */
export function build() {
  if (!run(process.execPath, ['scripts/build.mjs', '--if-changed'])) process.exit(2);
}
