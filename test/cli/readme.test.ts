import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { answersFile, shown, steps, withHelm } from '../../scripts/readme-transcript.mjs';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
const [, transcript = ''] = /^```console\n(.*?)^```$/ms.exec(readme) ?? [];
const [, entry = ''] = /^```yaml\n(# redis\.yml\n.*?)^```$/ms.exec(readme) ?? [];

test('the transcript shows what generate and lint print', async () => {
  vi.stubEnv('PATH', withHelm());
  const folder = temporaryFolder({ 'redis.yml': answersFile });
  let expected = `$ cat redis.yml\n${answersFile}`;
  for (const step of steps.filter(({ argv }) => argv[0] !== 'cluster')) {
    const { code, stdout } = await runCli(folder, step.argv, { width: 80 });
    expect([step.argv[0], code]).toEqual([step.argv[0], 0]);
    expected += shown(step, stdout);
  }
  // The rest is a drill with measured figures, written by npm run readme:transcript.
  expect(transcript.slice(0, expected.length)).toBe(expected);
  expect(transcript.slice(expected.length)).toMatch(
    /^\$ npx rancher-catalog cluster drill master-killed\n[^]*\n +4 master-killed +pass /,
  );
});

test('generate accepts the entry of the page', async () => {
  const folder = temporaryFolder({ 'redis.yml': entry });
  expect(await runCli(folder, ['generate', '-a', 'redis.yml'])).toMatchObject({ code: 0 });
});

test('the page shows the error of a wrong quorum', async () => {
  const wrong = entry.replace('  network: host', '  network: host\n  quorum: 4');
  const { code, stderr } = await runCli(temporaryFolder({ 'redis.yml': wrong }), [
    'generate',
    '-a',
    'redis.yml',
  ]);
  const [, shownError = 'none'] = /^```\n(redis\.yml:8:11.*?)^```$/ms.exec(readme) ?? [];
  expect({ code, stderr }).toMatchObject({ code: 1 });
  expect(stderr).toContain(shownError);
});
