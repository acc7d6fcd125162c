import { expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const header = 'blueprint: redis-sentinel\nversion: 1.0.0\n';

test.for([
  ['image context -a FILE --out DIR', "docker build -t redis-sentinel:1.0.0 'my dir'\n"],
  [
    'release patch -a FILE',
    "commit 'it'\\''s.yml', then rancher-catalog publish -a 'it'\\''s.yml' ",
  ],
  [
    'generate -a FILE --out DIR',
    "docker build -t redis-sentinel:1.0.0 'my dir/image/redis-sentinel'",
  ],
] as const)('the command that %s prints can be pasted into a shell', async ([call, printed]) => {
  const folder = temporaryFolder({ "it's.yml": header });
  const words = { FILE: "it's.yml", DIR: 'my dir' };
  const argv = call.split(' ').map((word) => words[word as 'FILE'] ?? word);
  const { code, stdout } = await runCli(folder, argv);
  expect(code).toBe(0);
  expect(stdout).toContain(printed);
});
