// Files that measure times run a few at a time: each of their tests has a share of the machine, and one
// that measures again has all of it.
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { hold } from './machine-lock.ts';

const file = join(import.meta.dirname, '../../build/test/machine.lock');
let release = async (): Promise<void> => {};

/** Does `work` while no other test that measures runs. */
export async function alone(work: () => Promise<void>): Promise<void> {
  await release();
  release = await hold('--exclusive', file);
  try {
    await work();
  } finally {
    await release();
    release = await hold('--shared', file);
  }
}

beforeEach(async () => {
  release = await hold('--shared', file);
});

afterEach(async () => release());
