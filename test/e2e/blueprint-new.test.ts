import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bin } from '../support/bundle.ts';
import { endOf } from '../support/end-of.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const hasScript = spawnSync('script', ['--version']).status === 0;

/** Types keys on a terminal, each text once the program has printed what it waits for. */
async function typed(folder: string, keys: readonly (readonly [waitsFor: string, text: string])[]) {
  const command = `'${process.execPath}' '${bin}' blueprint new`;
  // `script` runs a command on a terminal of its own, and ends with its exit code.
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder });
  let shown = '';
  let next = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    for (let key = keys[next]; key && shown.includes(key[0]); key = keys[next]) {
      next += 1;
      child.stdin.write(key[1]);
    }
  });
  const [code] = await endOf(child);
  return { code, shown };
}

test.skipIf(!hasScript && process.env.CI !== 'true')(
  'blueprint new asks on a terminal, and ends when all questions are answered',
  async () => {
    const folder = temporaryFolder();
    const { code, shown } = await typed(folder, [
      ['Name', 'my-shop\n'],
      ['Kind', 'worker\n'],
      ['Title', '\n'],
    ]);
    expect({ code, shown }).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'my-shop/blueprint.yml'), 'utf8')).toMatch(
      /^title: My shop$/m,
    );
  },
);

test.skipIf(!hasScript && process.env.CI !== 'true').for([
  ['Ctrl-C', '\u0003', 130],
  ['the end of the input', '\u0004', 2],
] as const)('blueprint new writes nothing after %s', async ([, key, expected]) => {
  const folder = temporaryFolder();
  const { code } = await typed(folder, [
    ['Name', 'my-shop\n'],
    ['Kind', key],
  ]);
  expect({ code, written: readdirSync(folder) }).toEqual({ code: expected, written: [] });
  expect(existsSync(join(folder, 'my-shop'))).toBe(false);
});
