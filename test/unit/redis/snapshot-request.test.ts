import { join } from 'node:path';
import { expect, test } from 'vitest';
import { snapshotRequest } from '../../../src/actions/live/snapshot-request.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

test.each(['p w', 'p w\n', 'p w\r\n', 'p w\n\n'])('reads the password of a file: %j', (text) => {
  const passwordFile = join(temporaryFolder({ file: text }), 'file');
  expect(snapshotRequest({ sentinels: 'a:1', passwordFile, tls: false }).password).toBe('p w');
});
