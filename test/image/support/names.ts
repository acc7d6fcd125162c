// Names that a real name server answers: programs run with a resolv.conf of their own.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { NameServer } from '../../../src/nodes/name-server.ts';

export interface Names {
  readonly server: NameServer;
  /** Prefix of a command that is to use these names. Only root can run it. */
  readonly enter: readonly string[];
}

const mount = 'mount --bind "$0" /etc/resolv.conf && exec "$@"';

/** Opens a name server on this address until the test ends. The file is written to this folder. */
export async function openNames(address: string, folder: string, search = ''): Promise<Names> {
  const server = await NameServer.listen(address);
  onTestFinished(() => server.close());
  const file = path.join(folder, 'resolv.conf');
  writeFileSync(file, `nameserver ${address}\n${search}\noptions timeout:1 attempts:2\n`);
  return { server, enter: ['unshare', '-m', 'sh', '-c', mount, file] };
}
