import { expect, test } from 'vitest';
import { timed } from '../support/timed.ts';
import { receiver } from './support/receiver.ts';
import { failedOver, started, until } from './support/waits.ts';

test('a receiver of events that never answers does not delay a failover', async () => {
  await timed({ failoverMs: 4000 }, async () => {
    const { url, bodies } = await receiver(false);
    const [cluster, master] = await started({ env: { notify_url: url } });
    const begun = performance.now();
    await cluster.kill(master);
    await failedOver(cluster, master);
    const failoverMs = performance.now() - begun;
    await until('a post', () => bodies.length > 0);
    expect(bodies.join()).toContain('mymaster');
    await cluster.destroy();
    return { failoverMs };
  });
});
