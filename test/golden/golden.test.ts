import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from '../../src/files/read-tree.ts';
import { writeTree } from '../../src/files/write-tree.ts';
import { bytesOf, type TreeFile } from '../../src/model/file-tree.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const here = import.meta.dirname;

// Each folder here is a golden: an answers.yml and the files generated from it, byte for byte.
// UPDATE_GOLDEN=1 regenerates the files; review the diff before you commit it.
const goldens = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const textOf = (file: TreeFile | undefined) => file && Buffer.from(bytesOf(file)).toString();

async function generate(name: string, out: string) {
  const answers = join(here, name, 'answers.yml');
  const { code, stderr } = await runCli(here, ['generate', '-a', answers, '--out', out]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return readTree(join(out, 'catalog/templates'));
}

describe('golden', () => {
  test.for(goldens)('%s', async (name) => {
    const fresh = await generate(name, temporaryFolder());
    const kept = join(here, name, 'templates');
    if (process.env.UPDATE_GOLDEN === '1') {
      rmSync(kept, { recursive: true, force: true });
      mkdirSync(kept, { recursive: true });
      writeTree(kept, fresh);
    }
    const golden = readTree(kept);
    expect([...fresh.keys()]).toEqual([...golden.keys()]);
    for (const [path, file] of golden) {
      expect({ [path]: textOf(fresh.get(path)) }).toEqual({ [path]: textOf(file) });
    }
  });

  test('generating twice changes nothing', async () => {
    const out = temporaryFolder();
    await generate('managed', out);
    const file = join(out, 'catalog/templates/redis-sentinel/0/docker-compose.yml');
    const before = readFileSync(file);
    const again = await runCli(here, ['generate', '-a', join(here, 'managed/answers.yml'), '--out', out, '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ entries: [{ action: 'unchanged' }] });
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});
