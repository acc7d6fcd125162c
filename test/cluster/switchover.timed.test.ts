import { expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { timed } from '../support/timed.ts';
import { liveSandbox } from './support/live-sandbox.ts';

test('a switchover pauses writes for less than a second', async () => {
  const sandbox = await liveSandbox();
  try {
    await timed({ heldMs: 1000 }, async () => {
      const argv = ['cluster', 'switchover', '--sentinels', sandbox.sentinels, '--json'];
      const { code, stdout } = await runCli(temporaryFolder(), argv);
      expect(code).toBe(0);
      const { result } = JSON.parse(stdout) as { result: { heldMs: number } };
      await sandbox.healthy();
      return { heldMs: result.heldMs };
    });
  } finally {
    await sandbox.destroy();
  }
});
