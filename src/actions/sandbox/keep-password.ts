import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a password of a sandbox to a file that only its user can read, for the options of other commands.
 * Returns its path; without a password, removes the file of an earlier cluster.
 */
export function keepPassword(
  folder: string,
  name: string,
  password: string | undefined,
): string | undefined {
  const path = join(folder, name);
  // Also in place of an existing file, whose mode would remain.
  rmSync(path, { force: true });
  if (password === undefined) return undefined;
  // Not through a link that another process puts there meanwhile.
  writeFileSync(path, `${password}\n`, { mode: 0o600, flag: 'wx' });
  return path;
}
