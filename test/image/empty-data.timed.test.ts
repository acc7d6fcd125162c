import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { timed } from '../support/timed.ts';
import { caughtUp, decisions, failedOver, started, whole } from './support/waits.ts';
import { wipe } from './support/wipe.ts';

test('a master that returns with empty data hands over first and loses no writes, even with down-after 30 s', async () => {
  await timed({ gapMs: 3000 }, async () => {
    const [cluster, old] = await started({ env: { down_after_ms: '30000' } });
    const probe = cluster.probe();
    await probe.steady(1500);
    const from = probe.mark();
    await cluster.kill(old);
    wipe(old);
    await sleep(500);
    await cluster.start(old);
    const next = await failedOver(cluster, old);
    await probe.steady();
    const gapMs = probe.longestGapMs(from);
    await whole(cluster);
    await probe.stop();
    expect(await cluster.lost(probe, next)).toBe(0);
    await caughtUp(cluster, old, next);
    expect(await cluster.lost(probe, old)).toBe(0);
    expect(decisions(cluster.log(old)).join('\n')).toContain('its data is empty: handing over to');
    await cluster.destroy();
    return { gapMs };
  });
});
