import { formatIdentity, isGone, ownIdentity, parseIdentity } from '../process/process-identity.ts';
import { dockerNow, tryDocker } from './docker.ts';

/** Names the sandbox that a container or network belongs to. */
const sandboxLabel = 'rancher-catalog.sandbox';
/** Names the process that made it: host, boot, process namespace, number, start. */
const ownerLabel = 'rancher-catalog.owner';

const ownName = () => formatIdentity(ownIdentity());

/** The labels of everything that a sandbox creates. */
export const labelsOf = (sandbox: string): readonly string[] => [
  '--label',
  `${sandboxLabel}=${sandbox}`,
  '--label',
  `${ownerLabel}=${ownName()}`,
];

const ofSandbox = (sandbox: string) => ['--filter', `label=${sandboxLabel}=${sandbox}`];
const own = (sandbox: string) => [
  ...ofSandbox(sandbox),
  '--filter',
  `label=${ownerLabel}=${ownName()}`,
];
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

/** Removes the containers that this process made for a sandbox, then its networks. */
export async function removeBelongings(sandbox: string): Promise<void> {
  const containers = lines((await tryDocker(['ps', '-aq', ...own(sandbox)])).stdout);
  if (containers.length > 0) await tryDocker(['rm', '-f', '-v', ...containers]);
  const networks = lines((await tryDocker(['network', 'ls', '-q', ...own(sandbox)])).stdout);
  if (networks.length > 0) await tryDocker(['network', 'rm', ...networks]);
}

const rounds = 10;
const pauseMs = 150;

/** Same as `removeBelongings`, but synchronous: for the exit of this process. */
export function removeBelongingsNow(sandbox: string): void {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  // The next round finds what a call in progress still creates.
  for (let round = 0; round < rounds; round += 1) {
    const containers = lines(dockerNow(['ps', '-aq', ...own(sandbox)]));
    if (containers.length === 0 && round > 0) break;
    if (containers.length > 0) dockerNow(['rm', '-f', '-v', ...containers]);
    Atomics.wait(clock, 0, 0, pauseMs);
  }
  const networks = lines(dockerNow(['network', 'ls', '-q', ...own(sandbox)]));
  if (networks.length > 0) dockerNow(['network', 'rm', ...networks]);
}

/** Whether the process that made something has ended; false if that is not visible from here. */
function isDead(owner: string): boolean {
  const identity = parseIdentity(owner);
  return identity !== undefined && isGone(identity);
}

async function ofTheDead(list: readonly string[]): Promise<string[]> {
  const format = `{{.ID}} {{.Label "${ownerLabel}"}}`;
  const filter = ['--filter', `label=${ownerLabel}`, '--format', format];
  const { stdout } = await tryDocker([...list, ...filter]);
  return lines(stdout)
    .map((line) => line.split(' '))
    .filter(([, owner = '']) => isDead(owner))
    .map(([id = '']) => id);
}

/** Removes what killed runs of this program left behind. */
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
