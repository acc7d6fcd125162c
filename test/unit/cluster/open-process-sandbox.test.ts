import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openProcessSandbox } from '../../../src/actions/drilling/sandboxes/open-process-sandbox.ts';
import { loadClusterEntry } from '../../../src/actions/sandbox/load-cluster-entry.ts';
import { claimNet, releaseNet } from '../../../src/nodes/free-net.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

test('a sandbox whose clock cannot be compiled leaves neither a folder nor a net', async () => {
  const entry = await loadClusterEntry(undefined);
  const port = Number(entry.services.master.redis_port);
  const net = await claimNet(port);
  releaseNet(net);
  const programs = temporaryFolder({ cc: '#!/bin/sh\necho no headers >&2\nexit 1\n' });
  chmodSync(join(programs, 'cc'), 0o755);
  const folder = temporaryFolder();
  vi.stubEnv('PATH', programs);
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(openProcessSandbox(entry, { hasClock: true })).rejects.toThrow('no headers');
  expect(readdirSync(folder)).toEqual([]);
  // The first free net is the same as before.
  const again = await claimNet(port);
  releaseNet(again);
  expect(again).toBe(net);
});
