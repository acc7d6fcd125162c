import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { remember } from '../model/remember.ts';

/** Which process something belongs to, so that another run can see whether it still runs. */
export interface ProcessIdentity {
  readonly host: string;
  /** Of the running kernel, random at each start of a machine: host names are not unique. Empty when not known. */
  readonly boot: string;
  /** Of process numbers, as the kernel names it: containers of one host have each their own. */
  readonly namespace: string;
  readonly pid: number;
  /** Clock ticks from the start of the machine to its own: numbers are reused. Empty when not known. */
  readonly start: string;
}

const ownBoot = remember((path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
});

const bootId = () => ownBoot('/proc/sys/kernel/random/boot_id');

function ownNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '';
  } catch {
    return '';
  }
}

/** What /proc shows of a process; empty where it shows nothing. */
function statOf(pid: number): { readonly state: string; readonly start: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): fields 3 and 22; the name before them, in brackets, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', start: fields[19] ?? '' };
  } catch {
    return { state: '', start: '' };
  }
}

/** The identity of this process. */
export const ownIdentity = (): ProcessIdentity => ({
  host: hostname(),
  boot: bootId(),
  namespace: ownNamespace(),
  pid: process.pid,
  start: statOf(process.pid).start,
});

/** An identity as one word, for a label or a file. */
export const formatIdentity = ({ host, boot, namespace, pid, start }: ProcessIdentity): string =>
  [host, boot, namespace, pid, start].join('/');

/** The identity that a word stands for; undefined when it stands for none. */
export function parseIdentity(word: string): ProcessIdentity | undefined {
  // Earlier versions of this program wrote no boot.
  const match = /^([^/]*)\/(?:([0-9a-f-]*)\/)?(\d*)\/(\d+)\/(\d*)$/.exec(word);
  if (!match) return undefined;
  const [, host = '', boot = '', namespace = '', pid = '', start = ''] = match;
  return { host, boot, namespace, pid: Number(pid), start };
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Whether a process runs. Unknown when it belongs to another machine, or to another namespace of this one, which
 * may be that of a container of the same host name. `rebooted`: its machine has the host name of this one,
 * and is either another one, or this one before it was started again.
 */
export function processState(of: ProcessIdentity): 'running' | 'ended' | 'rebooted' | 'unknown' {
  if (of.boot !== '' && of.boot !== bootId())
    return of.host === hostname() ? 'rebooted' : 'unknown';
  if (of.boot === '' && of.host !== hostname()) return 'unknown';
  if (of.namespace !== ownNamespace()) return 'unknown';
  if (of.pid < 1 || !hasProcess(of.pid)) return 'ended';
  const { state, start } = statOf(of.pid);
  const isReused = of.start !== '' && start !== '' && of.start !== start;
  // A zombie has ended, and its parent has not asked how.
  return isReused || state === 'Z' ? 'ended' : 'running';
}

/** Whether a process is known to have ended, or its machine was probably started again since. */
export const isGone = (of: ProcessIdentity): boolean =>
  ['ended', 'rebooted'].includes(processState(of));
