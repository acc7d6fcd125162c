// A registry of Debian's docker-registry, on this machine.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../support/git-server.ts';
import { startLeashed } from '../../support/processes.ts';

/** Why no registry can run here, or undefined. */
export const whyNoRegistry = (): string | undefined =>
  spawnSync('docker-registry', ['--version'], { stdio: 'ignore' }).status === 0
    ? undefined
    : 'docker-registry is not installed';

/** A registry that runs. */
export interface Registry {
  /** `localhost:12345`, at which engines need no TLS. */
  readonly host: string;
  stop(): void;
}

/** Starts a registry that keeps its data in a folder, and lets in only `user` if given: `name:password`. */
export async function startRegistry(folder: string, user?: string): Promise<Registry> {
  const file = join(folder, 'registry.yml');
  const log = join(folder, 'registry.log');
  const auth: string[] = [];
  if (user !== undefined) {
    const [name = '', password = ''] = user.split(':');
    const hashed = spawnSync('htpasswd', ['-Bbn', name, password], { encoding: 'utf8' }).stdout;
    writeFileSync(join(folder, 'htpasswd'), hashed);
    auth.push(`auth: {htpasswd: {realm: test, path: ${join(folder, 'htpasswd')}}}`);
  }
  const port = await freePort();
  const data = join(folder, 'registry');
  const lines = [
    'version: 0.1',
    `storage: {filesystem: {rootdirectory: ${data}}}`,
    `http: {addr: 127.0.0.1:${port}}`,
    ...auth,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const serve = 'exec docker-registry serve "$1" >"$2" 2>&1';
  const child = startLeashed('sh', ['-c', serve, 'sh', file, log]);
  const host = `localhost:${port}`;
  for (let round = 0; round < 100; round += 1) {
    const answer = await fetch(`http://${host}/v2/`).catch(() => undefined);
    if (answer) return { host, stop: () => void child.kill() };
    await sleep(100);
  }
  throw new Error(`docker-registry does not start:\n${readFileSync(log, 'utf8')}`);
}
