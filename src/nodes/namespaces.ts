import { mkdirSync, realpathSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeNetworks } from './neighbour-cuts.ts';
import { runChecked } from '../process/run-checked.ts';
import { makeFolder } from '../process/make-folder.ts';

/** The address of the bridge: of this program, its name server and mapped ports. */
export const bridgeAddress = '10.88.0.1';
/** A second address, for clients on the master's side of a cut. */
export const sideAddress = '10.88.0.2';
const subnet = 16;

const ip = async (...args: readonly string[]) => runChecked('ip', args);

/** Mounts a file over another one, in this mount namespace only. */
async function coverFile(folder: string, path: string, text: string): Promise<void> {
  const cover = join(folder, path.replaceAll('/', '_'));
  writeFileSync(cover, text, { mode: 0o644 });
  await runChecked('mount', ['--bind', cover, realpathSync(path)]);
}

/**
 * Networks of nodes, one namespace each, joined by a bridge. The process must be in new network and
 * mount namespaces: everything vanishes with them.
 */
export class Namespaces implements NodeNetworks {
  readonly #addresses = new Map<string, string>();

  /** Prepares the bridge. `folder` takes the files that are mounted over those of the system. */
  static async open(folder: string): Promise<Namespaces> {
    await coverFile(folder, '/etc/resolv.conf', `nameserver ${bridgeAddress}\n`);
    await coverFile(folder, '/etc/hosts', '127.0.0.1 localhost\n');
    await coverFile(
      folder,
      '/etc/nsswitch.conf',
      'passwd: files\ngroup: files\nhosts: files dns\n',
    );
    await runChecked('mount', ['-t', 'tmpfs', 'tmpfs', '/run']);
    mkdirSync('/run/netns');
    await ip('link', 'set', 'lo', 'up');
    await ip('link', 'add', 'br0', 'type', 'bridge');
    await ip('addr', 'add', `${bridgeAddress}/${subnet}`, 'dev', 'br0');
    await ip('addr', 'add', `${sideAddress}/${subnet}`, 'dev', 'br0');
    await ip('link', 'set', 'br0', 'up');
    return new Namespaces();
  }

  /** Adds a namespace with an address on the bridge. */
  async add(name: string, address: string): Promise<void> {
    const link = `v${this.#addresses.size}`;
    await ip('netns', 'add', name);
    await ip('link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    await ip('link', 'set', link, 'master', 'br0', 'up');
    await ip('-n', name, 'link', 'set', 'lo', 'up');
    await ip('-n', name, 'link', 'set', 'eth0', 'up');
    await this.setAddress(name, address);
  }

  async setAddress(name: string, address: string): Promise<void> {
    await ip('-n', name, 'addr', 'flush', 'dev', 'eth0');
    await ip('-n', name, 'addr', 'add', `${address}/${subnet}`, 'dev', 'eth0');
    await ip('-n', name, 'route', 'replace', 'default', 'via', bridgeAddress);
    this.#addresses.set(name, address);
  }

  addressOf(name: string): string {
    const address = this.#addresses.get(name);
    if (address === undefined) throw new Error(`no namespace ${name} was made`);
    return address;
  }

  /** The prefix of a command that runs in a namespace, with its name as host name. */
  enter(name: string): readonly string[] {
    const hostname = 'hostname "$0" && exec "$@"';
    return ['ip', 'netns', 'exec', name, 'unshare', '--uts', 'sh', '-c', hostname, name];
  }

  names(): readonly string[] {
    return [...this.#addresses.keys()];
  }

  bridgeAddress(): string {
    return bridgeAddress;
  }

  async runIp(name: string, args: readonly string[]): Promise<void> {
    await ip('-n', name, ...args);
  }
}

const diskBytes = 256 * 1024 * 1024;
/** The system can refuse a change while files are being written. */
const remountTries = 20;

/** Mounts a tmpfs at a folder, so that it can be made read-only or full. */
export async function mountFolder(folder: string): Promise<void> {
  makeFolder(folder);
  await runChecked('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes},mode=0700`, 'tmpfs', folder]);
}

async function remount(folder: string, optionOf: () => string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await runChecked('mount', ['-o', `remount,${optionOf()}`, folder]);
      return;
    } catch (error) {
      if (attempt === remountTries) throw error;
      await sleep(100);
    }
  }
}

/** Makes such a folder read-only or writable; retries while files are open for writing. */
export async function remountFolder(folder: string, isWritable: boolean): Promise<void> {
  await remount(folder, () => (isWritable ? 'rw' : 'ro'));
}

/** Makes such a folder full, also while files in it are open, or gives it its size back. */
export async function limitFolder(folder: string, isWritable: boolean): Promise<void> {
  await remount(folder, () => {
    if (isWritable) return `size=${diskBytes}`;
    const { blocks, bfree, bsize } = statfsSync(folder);
    // A size of 0 would remove the limit.
    return `size=${Math.max(1, blocks - bfree) * bsize}`;
  });
}
