import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { dockerNow, endCalls, tryDocker } from './docker.ts';

/** Names the sandbox that a container or network belongs to. */
const sandboxLabel = 'rancher-catalog.sandbox';
/** Names the process that made it: host, process namespace, number. */
const ownerLabel = 'rancher-catalog.owner';

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return 'pid';
  }
}

const ownerPrefix = () => `${hostname()}/${processNamespace()}/`;

/** What everything that a sandbox makes is marked with. */
export const labelsOf = (sandbox: string): readonly string[] => [
  '--label',
  `${sandboxLabel}=${sandbox}`,
  '--label',
  `${ownerLabel}=${ownerPrefix()}${process.pid}`,
];

const ofSandbox = (sandbox: string) => ['--filter', `label=${sandboxLabel}=${sandbox}`];
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

/** Removes a sandbox's containers, then its networks. */
export async function removeBelongings(sandbox: string): Promise<void> {
  const containers = lines((await tryDocker(['ps', '-aq', ...ofSandbox(sandbox)])).stdout);
  if (containers.length > 0) await tryDocker(['rm', '-f', '-v', ...containers]);
  const networks = lines((await tryDocker(['network', 'ls', '-q', ...ofSandbox(sandbox)])).stdout);
  if (networks.length > 0) await tryDocker(['network', 'rm', ...networks]);
}

const rounds = 10;
const pauseMs = 150;

/** As `removeBelongings` without leaving the turn: for the very end of this process. */
export function removeBelongingsNow(sandbox: string): void {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  endCalls();
  // What a call that was under way still makes is seen by the next look.
  for (let round = 0; round < rounds; round += 1) {
    const containers = lines(dockerNow(['ps', '-aq', ...ofSandbox(sandbox)]));
    if (containers.length === 0 && round > 0) break;
    if (containers.length > 0) dockerNow(['rm', '-f', '-v', ...containers]);
    Atomics.wait(clock, 0, 0, pauseMs);
  }
  const networks = lines(dockerNow(['network', 'ls', '-q', ...ofSandbox(sandbox)]));
  if (networks.length > 0) dockerNow(['network', 'rm', ...networks]);
}

/** Whether a process that made something still runs; undefined when that cannot be seen from here. */
function isAlive(owner: string): boolean {
  if (!owner.startsWith(ownerPrefix())) return true;
  try {
    process.kill(Number(owner.slice(ownerPrefix().length)), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function ofTheDead(list: readonly string[]): Promise<string[]> {
  const format = `{{.ID}} {{.Label "${ownerLabel}"}}`;
  const filter = ['--filter', `label=${ownerLabel}`, '--format', format];
  const { stdout } = await tryDocker([...list, ...filter]);
  return lines(stdout)
    .map((line) => line.split(' '))
    .filter(([, owner = '']) => !isAlive(owner))
    .map(([id = '']) => id);
}

/** Removes what runs of this program left that were killed outright. */
export async function removeLeftovers(): Promise<void> {
  const containers = await ofTheDead(['ps', '-a']);
  if (containers.length > 0) await tryDocker(['rm', '-f', '-v', ...containers]);
  const networks = await ofTheDead(['network', 'ls']);
  if (networks.length > 0) await tryDocker(['network', 'rm', ...networks]);
}

/** Whether another process has a sandbox of this name. */
export async function isTaken(sandbox: string): Promise<boolean> {
  return (await tryDocker(['network', 'ls', '-q', ...ofSandbox(sandbox)])).stdout !== '';
}
