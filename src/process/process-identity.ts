import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Which process something belongs to, so that another run can see whether it still runs. */
export interface ProcessIdentity {
  readonly host: string;
  /** Of process numbers, as the kernel names it: containers of one host have each their own. */
  readonly namespace: string;
  readonly pid: number;
  /** Clock ticks from the start of the machine to its own: numbers are reused. Empty when not known. */
  readonly start: string;
}

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
  namespace: ownNamespace(),
  pid: process.pid,
  start: statOf(process.pid).start,
});

/** An identity as one word, for a label or a file. */
export const formatIdentity = ({ host, namespace, pid, start }: ProcessIdentity): string =>
  [host, namespace, pid, start].join('/');

/** The identity that a word stands for; undefined when it stands for none. */
export function parseIdentity(word: string): ProcessIdentity | undefined {
  const match = /^([^/]*)\/(\d*)\/(\d+)\/(\d*)$/.exec(word);
  if (!match) return undefined;
  const [, host = '', namespace = '', pid = '', start = ''] = match;
  return { host, namespace, pid: Number(pid), start };
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

/** Whether a process runs. Unknown when it belongs to another host or namespace. */
export function processState(of: ProcessIdentity): 'running' | 'ended' | 'unknown' {
  if (of.host !== hostname() || of.namespace !== ownNamespace()) return 'unknown';
  if (of.pid < 1 || !hasProcess(of.pid)) return 'ended';
  const { state, start } = statOf(of.pid);
  const isReused = of.start !== '' && start !== '' && of.start !== start;
  // A zombie has ended, and its parent has not asked how.
  return isReused || state === 'Z' ? 'ended' : 'running';
}
