import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/bundle.ts';
import { placementPage } from '../support/placement-page.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const page = join(root, 'docs/placement.md');
const picture = join(root, 'docs/placement.svg');
const isUpdate = process.env.UPDATE_GOLDEN === '1';

// UPDATE_GOLDEN=1 writes the page and its picture.
test('docs/placement.md has what its commands print', async () => {
  const before = readFileSync(page, 'utf8');
  const after = await placementPage(before);
  if (isUpdate) writeFileSync(page, after);
  expect(readFileSync(page, 'utf8')).toBe(after);
});

test('docs/placement.svg is what plan draws', async () => {
  const [, redis = ''] =
    /`redis\.yml`:\n\n```yaml\n([^]*?)^```/m.exec(readFileSync(page, 'utf8')) ?? [];
  const folder = temporaryFolder({ 'redis.yml': redis });
  await runCli(folder, ['plan', 'redis.yml', '--hosts', '2', '--svg', 'x.svg']);
  if (isUpdate) copyFileSync(join(folder, 'x.svg'), picture);
  expect(readFileSync(picture, 'utf8')).toBe(readFileSync(join(folder, 'x.svg'), 'utf8'));
});
