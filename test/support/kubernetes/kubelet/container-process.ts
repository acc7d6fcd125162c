import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mount } from './volumes.ts';

/** A container as it is run. */
export interface ContainerOptions {
  /** Empty, and of this container alone. */
  readonly folder: string;
  readonly logFile: string;
  /** Prefix of the command, to enter a network namespace. */
  readonly enter: readonly string[];
  readonly hostname: string;
  readonly address: string;
  /** The text of resolv.conf. */
  readonly resolver: string;
  readonly user: number;
  readonly group: number;
  /** Groups that it has as well. */
  readonly groups: readonly number[];
  readonly isRootReadOnly: boolean;
  readonly mounts: readonly Mount[];
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
}

/**
 * A root of its own, with the programs of this machine: what an image has, except its files, which are mounts.
 * Arguments: root, host name, rw or ro, then FROM TO rw|ro of each mount, --, and the command.
 */
const enterRoot = `set -e
root=$1 write=$3
hostname "$2"
shift 3
mount -t tmpfs -o mode=755 tmpfs "$root"
for each in bin sbin lib lib32 lib64 libx32 usr; do
  if [ -L "/$each" ]; then cp -P "/$each" "$root/$each"
  elif [ -d "/$each" ]; then mkdir "$root/$each" && mount --bind -o ro "/$each" "$root/$each"; fi
done
mkdir -p "$root/proc" "$root/dev"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
if [ "$write" = rw ]; then mkdir -m 1777 "$root/tmp"; fi
while [ "$1" != -- ]; do
  [ -e "$root$2" ] || mkdir -p "$root$2"
  mount --bind -o "$3" "$1" "$root$2"
  shift 3
done
shift
mount -o "remount,$write" "$root"
exec chroot "$root" "$@"`;

const namespaces = '--mount --uts --ipc --pid --fork --kill-child=KILL'.split(' ');

/** Files of /etc that differ between containers; the rest of /etc is small. */
function writeEtc(folder: string, { hostname, address, resolver, user, group }: ContainerOptions) {
  const etc = join(folder, 'etc');
  mkdirSync(join(etc, 'alternatives'), { recursive: true });
  const files = {
    hosts: `127.0.0.1 localhost\n${address} ${hostname}\n`,
    hostname: `${hostname}\n`,
    'resolv.conf': resolver,
    'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
    passwd: `root:x:0:0::/root:/bin/sh\nredis:x:${user}:${group}::/data:/bin/false\n`,
    group: `root:x:0:\nredis:x:${group}:\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(etc, name), text);
  return etc;
}

/** A container: processes in namespaces of their own, of which the first is number 1, as in a container engine. */
export class ContainerProcess {
  readonly #options: ContainerOptions;
  readonly #process: ChildProcess;
  /** Resolves when it has ended, with its exit code; null if a signal ended it. */
  readonly ended: Promise<number | null>;

  constructor(options: ContainerOptions) {
    this.#options = options;
    const { folder, enter, hostname, isRootReadOnly, mounts, command } = options;
    const root = join(folder, 'root');
    mkdirSync(root, { recursive: true });
    const all = [
      { from: writeEtc(folder, options), to: '/etc', readOnly: true },
      { from: '/etc/alternatives', to: '/etc/alternatives', readOnly: true },
      ...mounts,
    ].flatMap(({ from, to, readOnly }) => [from, to, readOnly ? 'ro' : 'rw']);
    const write = isRootReadOnly ? 'ro' : 'rw';
    // The kernel ends it with this process.
    const isolated = ['--pdeathsig', 'KILL', ...enter, 'unshare', ...namespaces, '--'];
    const script = ['sh', '-c', enterRoot, 'sh', root, hostname, write, ...all, '--'];
    const args = [...isolated, ...script, ...this.#become(), ...command];
    const log = openSync(options.logFile, 'a', 0o600);
    const stdio = ['ignore', log, log] as const;
    this.#process = spawn('setpriv', args, { env: options.env, detached: true, stdio: [...stdio] });
    closeSync(log);
    this.ended = new Promise((resolve, reject) => {
      this.#process.on('exit', resolve);
      this.#process.on('error', reject);
    });
  }

  /** The id of its process 1 outside of it; none if it has ended. */
  #children(): readonly number[] {
    const { pid } = this.#process;
    try {
      const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
      return text === '' ? [] : text.split(' ').map(Number);
    } catch {
      return [];
    }
  }

  /** As a restricted pod: another user than root, without any capability. */
  #become(): readonly string[] {
    const { user, group, groups } = this.#options;
    const others = groups.length === 0 ? ['--clear-groups'] : [`--groups=${groups.join(',')}`];
    const none = ['--inh-caps=-all', '--bounding-set=-all', '--no-new-privs'];
    return ['setpriv', `--reuid=${user}`, `--regid=${group}`, ...others, ...none, '--'];
  }

  /** Signals process 1, which ignores what it has no handler for, except SIGKILL. */
  signal(name: NodeJS.Signals): void {
    for (const pid of this.#children()) {
      try {
        process.kill(pid, name);
      } catch {
        // It has ended.
      }
    }
  }

  /** Ends all of it at once. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.ended;
  }

  /** Runs a command in it, as a probe does. Resolves with whether it succeeded in time. */
  run(command: readonly string[], timeoutMs: number): Promise<boolean> {
    const [first] = this.#children();
    if (first === undefined) return Promise.resolve(false);
    const { user, group, env } = this.#options;
    const enter = '--mount --uts --ipc --net --pid --root'.split(' ');
    const args = ['-t', String(first), ...enter, `--setuid=${user}`, `--setgid=${group}`, '--'];
    return new Promise((resolve) => {
      const child = spawn('nsenter', [...args, ...command], {
        env,
        detached: true,
        stdio: 'ignore',
      });
      const timer = setTimeout(() => {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      }, timeoutMs);
      const end = (isFine: boolean) => {
        clearTimeout(timer);
        resolve(isFine);
      };
      child.on('error', () => end(false));
      child.on('exit', (code) => end(code === 0));
    });
  }
}
