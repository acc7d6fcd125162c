import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { image } from '../image/support/sandbox.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

test('root’s nodes start from a folder that only root may enter', async () => {
  // Made with mode 0700.
  const folder = temporaryFolder();
  cpSync(image, join(folder, 'image'), { recursive: true });
  const { code, stdout, stderr } = await runCli(folder, [
    'cluster',
    'drill',
    'master-stopped',
    '--repeat',
    '1',
    '--start-script',
    join(folder, 'image', 'start.sh'),
  ]);
  expect(stderr).not.toContain('no sentinel');
  expect({ code, stdout }).toMatchObject({ code: 0 });
}, 120_000);
