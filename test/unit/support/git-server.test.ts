import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { serve } from '../../support/git-server.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

function usePath(folder: string): void {
  vi.stubEnv('PATH', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
}

// What ends the daemon afterwards must not end this process and its group instead.
test('git that is not installed is an error', async () => {
  usePath(temporaryFolder());
  await expect(serve('/', false)).rejects.toThrow('ENOENT');
});

test('a git daemon that ends is an error, at once', async () => {
  const folder = temporaryFolder({ git: '#!/bin/sh\nexit 3\n' });
  chmodSync(join(folder, 'git'), 0o755);
  usePath(folder);
  await expect(serve('/', false)).rejects.toThrow('git daemon does not listen');
});
