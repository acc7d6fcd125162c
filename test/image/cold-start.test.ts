// Who is master when all start at once from nothing.
import { expect, test } from 'vitest';
import { mastersSeen } from './support/masters.ts';
import { Sandbox, type SandboxOptions } from './support/sandbox.ts';
import { whole } from './support/waits.ts';

async function coldStart(options: SandboxOptions): Promise<string[]> {
  const cluster = await Sandbox.open(options);
  const seen = mastersSeen(cluster);
  try {
    await cluster.startAll();
    await whole(cluster);
    return await seen.stop();
  } finally {
    await seen.stop();
    await cluster.destroy();
  }
}

const shells = [['sh'], ['busybox', 'sh']];

test('twenty times all at once from nothing: exactly one master each time', async () => {
  for (let pair = 0; pair < 10; pair += 1) {
    const starts = await Promise.all(shells.map(async (shell) => coldStart({ shell })));
    expect(starts).toEqual([['n1'], ['n1']]);
  }
}, 240_000);

test('three nodes of the role master at once: one of them leads', async () => {
  expect(await coldStart({ allMasters: true })).toEqual(['n1']);
});
