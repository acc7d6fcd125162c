import { chownSync, cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { User } from './unprivileged-user.ts';
import { makeFolder } from '../process/make-folder.ts';

/** The files that start.sh reads. */
const beside = ['lib', 'redis.conf', 'sentinel.conf', 'health.sh'];

function give(path: string, user: User): void {
  chownSync(path, user.uid, user.gid);
  for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' }))
    chownSync(join(path, entry), user.uid, user.gid);
}

/**
 * Copies the start script and its files to `folder`, owned by `user`, because only root might have
 * access to the folder of this program. Returns the path of the copy.
 */
export function copyStartScript(startScript: string, folder: string, user: User): string {
  const copy = join(folder, '.image');
  rmSync(copy, { recursive: true, force: true });
  makeFolder(copy);
  for (const name of [basename(startScript), ...beside]) {
    const from = join(dirname(startScript), name);
    if (existsSync(from)) cpSync(from, join(copy, name), { recursive: true });
  }
  give(copy, user);
  return join(copy, basename(startScript));
}
