import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { helmProgram } from '../support/helm.ts';
import { run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { useScript, web } from './web-chart.ts';

describe('helm for a launch', () => {
  test('checks the form and the values without helm, and exits with 2', async () => {
    vi.stubEnv('PATH', temporaryFolder());
    const ran = await run(web(), ['launch', 'web', '--set', 'port=-1']);
    expect(ran).toMatchObject({
      code: 2,
      found: ['--set port launch-values', 'web launch-helm'],
    });
    expect(ran.stdout).toContain('port: -1');
  });

  test.each([
    ['a third major', 'echo v5.0.0'],
    ['helm 2', 'echo "Error: unknown flag: --template" >&2; exit 1'],
  ])('does not run %s', async (_, lines) => {
    useScript(lines);
    expect(await run(web(), ['launch', 'web'])).toMatchObject({
      code: 2,
      found: ['web launch-helm'],
    });
  });

  test('passes values in a file of this user alone, which is removed', async () => {
    const record = join(temporaryFolder(), 'record');
    useScript(`case "$1" in template)
  echo "$@" > ${record}
  for each; do case "$each" in --values=*) stat -c %a "\${each#--values=}" >> ${record};; esac; done
  env >> ${record};;
esac
exec ${helmProgram(4)} "$@"`);
    vi.stubEnv('SECRET_OF_USER', 'swordfish');
    const folder = web();
    const temporary = temporaryFolder();
    vi.stubEnv('TMPDIR', temporary);
    const args = ['--set', 'port=8080', '--set', 'secret=s3cr3t'];
    expect(await runCli(folder, ['launch', 'web', ...args])).toMatchObject({ code: 0, stderr: '' });
    const lines = readFileSync(record, 'utf8');
    expect(lines.split('\n')[1]).toBe('600');
    expect(lines).not.toMatch(/s3cr3t|swordfish/);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('ends helm at Ctrl-C, and removes the values', async () => {
    const started = join(temporaryFolder(), 'started');
    useScript(`case "$1" in version) echo v4.0.0;; *) echo $$ > ${started}; sleep 600;; esac`);
    const folder = web();
    const temporary = temporaryFolder();
    vi.stubEnv('TMPDIR', temporary);
    const controller = new AbortController();
    const ran = runCli(folder, ['launch', 'web'], { signal: controller.signal });
    await vi.waitFor(() => expect(readFileSync(started, 'utf8')).toMatch(/^\d+\n$/), {
      timeout: 30_000,
    });
    controller.abort();
    expect((await ran).code).toBe(130);
    expect(readdirSync(temporary)).toEqual([]);
    expect(() => process.kill(Number(readFileSync(started, 'utf8')), 0)).toThrow(/ESRCH/);
  });
});
