import { readFileSync } from 'node:fs';

/** A user to run servers as. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** The user that servers run as if this process is root: redis if it exists. Otherwise undefined. */
export function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const entry = ['redis', 'valkey', 'nobody']
    .map((name) => lines.find((line) => line.startsWith(`${name}:`)))
    .find((line) => line !== undefined);
  const [, , uid, gid] = (entry ?? '::65534:65534').split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
