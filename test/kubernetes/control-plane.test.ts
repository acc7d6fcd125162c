import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { endOf } from '../support/end-of.ts';
import { until } from '../support/kubernetes/until.ts';

const script = join(import.meta.dirname, '../../scripts/kubernetes/control-plane.mjs');

const programs = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/** Process ids by program, of the processes that have an argument in `folder`. */
function processesIn(folder: string): ReadonlyMap<string, number> {
  const found = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        const name = words[0]?.split('/').at(-1) ?? '';
        return words.some((word) => word.includes(folder)) ? [[name, Number(pid)] as const] : [];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
  return new Map(found);
}

interface Plane {
  readonly process: ChildProcess;
  /** The folder of its state. */
  readonly folder: string;
  readonly messages: () => string;
}

async function start(): Promise<Plane> {
  const plane = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let messages = '';
  plane.stderr.on('data', (data: Buffer) => {
    messages += String(data);
  });
  const [kubeconfig] = (await once(createInterface(plane.stdout), 'line')) as [string];
  const folder = join(kubeconfig, '..');
  // Each begins as the program that ties its life to that of this script.
  await expect.poll(() => [...processesIn(folder).keys()].toSorted()).toEqual(programs);
  return { process: plane, folder, messages: () => messages };
}

it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
  'ends with its programs on %s',
  async (signal) => {
    const { process: plane, folder } = await start();
    plane.kill(signal);
    await until('all programs have ended', async () => processesIn(folder).size === 0, 15_000);
    expect(processesIn(folder).size).toBe(0);
    // A killed one leaves its files.
    rmSync(folder, { recursive: true, force: true });
  },
);

it('ends, and reports why, when one of its programs ends', async () => {
  const { process: plane, folder, messages } = await start();
  const ended = endOf(plane);
  process.kill(processesIn(folder).get('kube-scheduler') ?? 0, 'SIGKILL');
  expect(await ended).not.toEqual([0, null]);
  expect(messages()).toContain('kube-scheduler ended with SIGKILL; the last lines of its log:');
  expect(processesIn(folder).size).toBe(0);
});
