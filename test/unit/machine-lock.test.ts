import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { hold } from '../support/machine-lock.ts';
import { temporaryFolder } from '../support/run-cli.ts';

test('many share the machine; one that wants it alone waits for them, and they for it', async () => {
  const file = join(temporaryFolder(), 'lock');
  const seen: string[] = [];
  const shares = [await hold('--shared', file), await hold('--shared', file)];
  const alone = hold('--exclusive', file).then((release) => {
    seen.push('alone');
    return release;
  });
  await sleep(200);
  for (const release of shares) {
    seen.push('share released');
    await release();
  }
  const release = await alone;
  const another = hold('--shared', file).then((free) => {
    seen.push('shared again');
    return free;
  });
  await sleep(200);
  seen.push('alone released');
  await release();
  await (
    await another
  )();
  expect(seen).toEqual([
    'share released',
    'share released',
    'alone',
    'alone released',
    'shared again',
  ]);
});
