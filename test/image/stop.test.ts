// Planned stops, as `docker stop` makes them: SIGTERM to process 1, and never ten seconds.
import { afterEach, expect, test } from 'vitest';
import {
  boundMs,
  decisions,
  epochs,
  failedOver,
  median,
  until,
  whole,
  writerOf,
} from './support/drill.ts';
import { type Node, Sandbox } from './support/sandbox.ts';

let sandbox: Sandbox | undefined;

afterEach(async () => sandbox?.destroy());

async function started(
  options: ConstructorParameters<typeof Sandbox>[0] = {},
): Promise<[Sandbox, Node]> {
  const made = new Sandbox(options);
  sandbox = made;
  made.startAll();
  return [made, await whole(made)];
}

async function stopped(cluster: Sandbox, master: Node) {
  const writer = writerOf(cluster);
  await writer.steady();
  const from = writer.mark();
  const { code, ms } = await cluster.stop(master);
  const next = await failedOver(cluster, master);
  await writer.steady();
  const gapMs = writer.longestGapMs(from);
  await writer.stop();
  return { code, ms, gapMs, lost: await writer.lost(cluster.endpoint(next)), next };
}

test(
  'a stopped master hands over within 250 ms and loses nothing',
  { retry: 1, timeout: 90_000 },
  async () => {
    const [cluster, first] = await started();
    const gaps: number[] = [];
    let master = first;
    for (let run = 0; run < 5; run += 1) {
      const { code, ms, gapMs, lost, next } = await stopped(cluster, master);
      gaps.push(gapMs);
      expect(lost).toBe(0);
      expect(code).toBe(0);
      expect(ms).toBeLessThan(8000);
      expect(decisions(cluster.log(master)).join('\n')).toContain(
        `handed over to ${next.address} 6379`,
      );
      cluster.start(master);
      await whole(cluster);
      master = next;
    }
    expect(median(gaps), `gaps ${gaps.map(Math.round).join(', ')} ms`).toBeLessThanOrEqual(
      boundMs(250, 1200),
    );
    // No sentinel ever saw a master down: they were told.
    for (const node of cluster.sentinels) expect(cluster.log(node)).not.toContain('+odown master');
    expect(new Set(await epochs(cluster))).toEqual(new Set(['5']));
  },
);

test(
  'where a sentinel is missing, SENTINEL FAILOVER does it: slower, and nothing lost',
  { retry: 1, timeout: 60_000 },
  async () => {
    const [cluster, master] = await started({
      env: { down_after_ms: '5000' },
    });
    await cluster.kill(cluster.node('s2'));
    await cluster.kill(cluster.node('s3'));
    const { code, ms, gapMs, lost } = await stopped(cluster, master);
    expect(decisions(cluster.log(master)).join('\n')).toContain(
      'by SENTINEL FAILOVER: only 1 of 3 sentinels answer',
    );
    expect(code).toBe(0);
    expect(ms).toBeLessThan(8000);
    expect(lost).toBe(0);
    expect(gapMs).toBeLessThanOrEqual(boundMs(1200, 2000));
  },
);

test('replicas and sentinels stop within two seconds, with 0', async () => {
  const [cluster, master] = await started();
  for (const node of cluster.nodes.filter((each) => each !== master)) {
    const { code, ms } = await cluster.stop(node);
    expect([node.name, code]).toEqual([node.name, 0]);
    expect(ms).toBeLessThanOrEqual(2000);
  }
});

test('a master whose replicas hang stops within eight seconds, with 0', async () => {
  const [cluster, master] = await started();
  const replicas = cluster.data.filter((node) => node !== master);
  for (const node of replicas) cluster.signal(node, 'SIGSTOP');
  const { code, ms } = await cluster.stop(master);
  for (const node of replicas) cluster.signal(node, 'SIGCONT');
  expect(code).toBe(0);
  expect(ms).toBeLessThanOrEqual(8000);
});

test('a node that waits for a master stops at once, and a crashed server ends its node', async () => {
  const [cluster] = await started({ replicas: 1 });
  const lonely = new Sandbox({ replicas: 1, sentinels: 1 });
  try {
    const waiting = lonely.node('n2');
    lonely.start(waiting);
    await until('it waits', () => lonely.log(waiting).includes('waiting'));
    const { code, ms } = await lonely.stop(waiting);
    expect(code).toBe(0);
    expect(ms).toBeLessThanOrEqual(2000);
  } finally {
    await lonely.destroy();
  }
  const node = cluster.node('n2');
  const [server] = cluster.pids(node);
  if (server !== undefined) process.kill(server, 'SIGKILL');
  expect(await node.ended).toBe(137);
  await until('its helper is gone too', () => cluster.pids(node).length === 0);
});
