// One control plane for all test files of a run: it ends with the run, also if that is killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import { missingPrograms } from '../../../scripts/kubernetes/folder.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly kubeconfig: string;
  }
}

const script = join(import.meta.dirname, '../../../scripts/kubernetes/control-plane.mjs');

export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const missing = missingPrograms();
  if (missing.length > 0)
    throw new Error(
      `no Kubernetes on this machine (${missing.join(', ')} missing): npm run test:kubernetes builds it, once, in 5 to 20 minutes`,
    );
  const plane = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Ctrl-C in a terminal is for this process, which ends it when the tests have stopped.
    detached: true,
  });
  const ended = once(plane, 'exit');
  const [line] = await Promise.race([
    once(createInterface(plane.stdout), 'line') as Promise<[string]>,
    ended.then(() => [] as string[]),
  ]);
  if (line === undefined) throw new Error('the control plane of Kubernetes did not start');
  provide('kubeconfig', line);
  return async () => {
    plane.kill('SIGTERM');
    await ended;
  };
}
