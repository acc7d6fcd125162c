import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from '../../src/files/read-tree.ts';
import { run } from '../support/prose.ts';
import {
  catalogWithRelease,
  changeRedis,
  inTemplate,
  intoCatalog,
} from '../support/redis-catalog.ts';
import { runCli } from '../support/run-cli.ts';

const unchanged = { entries: [{ action: 'unchanged' }] };

describe('generate --catalog', () => {
  test('reports an entry with the same version and bytes as unchanged', async () => {
    const folder = await catalogWithRelease();
    const before = readTree(join(folder, 'catalog'));
    expect(await run(folder, intoCatalog())).toMatchObject({ code: 0, stderr: '' });
    expect(readTree(join(folder, 'catalog'))).toEqual(before);
    const { stdout } = await runCli(folder, intoCatalog('--json'));
    expect(JSON.parse(stdout)).toMatchObject(unchanged);
  });

  test('ignores the provenance of the released version', async () => {
    const folder = await catalogWithRelease();
    const path = inTemplate(folder, '0/rancher-compose.yml');
    const text = readFileSync(path, 'utf8');
    for (const other of [
      text.replace(/program=\S+/, 'program=9.9.9'),
      text.replace(/# rancher-catalog.*\n/, ''),
    ]) {
      expect(other).not.toBe(text);
      writeFileSync(path, other);
      const { stdout } = await runCli(folder, intoCatalog('--json'));
      expect(JSON.parse(stdout)).toMatchObject(unchanged);
      expect(readFileSync(path, 'utf8')).toBe(other);
    }
  });

  test('--dry-run prints what would happen and writes nothing', async () => {
    const folder = await catalogWithRelease();
    changeRedis(folder, '2.0.0');
    const before = readTree(folder);
    expect(await run(folder, intoCatalog('--dry-run'))).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await runCli(folder, intoCatalog('--dry-run', '--json'));
    expect(JSON.parse(stdout)).toMatchObject({ entries: [{ action: 'update', revision: 1 }] });
    expect(readTree(folder)).toEqual(before);
  });
});
