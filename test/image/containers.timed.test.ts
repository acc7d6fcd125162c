// Failovers of containers on a network with service names, and how soon writes resume.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { timed } from '../support/timed.ts';
import { tag, useStacks } from './support/stack.ts';
import { until } from './support/waits.ts';

const stacks = useStacks();
const secret = `it's "50%" & /#@\\$;`;

test('a stack with passwords is healthy, loses no writes in a stop, and shows no secret', async () => {
  await timed({ stopMs: 8000, gapMs: 250 }, async () => {
    const { engine } = stacks;
    const running = stacks.up({ redis_password: secret, sentinel_password: `${secret}!` });
    const master = await running.whole();
    expect(master.service).toBe('redis-master');
    const probe = running.probe();
    await probe.steady();
    const from = probe.mark();
    await engine.runAside('stop', master.name);
    const stopMs = probe.mark() - from;
    expect(engine.run('inspect', '-f', '{{.State.ExitCode}}', master.name)).toBe('0');
    await probe.steady();
    const gapMs = probe.longestGapMs(from);
    engine.run('start', master.name);
    const next = await running.whole();
    await probe.stop();
    expect(next.name).not.toBe(master.name);
    expect(await probe.lost(running.server(next).at)).toBe(0);
    for (const { name } of running.containers) {
      expect(engine.run('top', name, '-eo', 'pid,args')).not.toContain(`50%`);
      expect(engine.run('top', name, '-eo', 'pid,stat,args')).not.toContain('<defunct>');
      expect(stacks.logs(name)).not.toContain('50%');
      expect(engine.attempt('exec', name, '/redis-ha/health.sh', 'ready')).toMatchObject({
        status: 0,
      });
    }
    expect(engine.run('history', '--no-trunc', tag)).not.toContain('50%');
    return { stopMs, gapMs };
  });
});

test('a failover takes no longer when the name server drops every query', async () => {
  await timed({ gapMs: 4000, tilts: 0 }, async () => {
    const { engine } = stacks;
    const running = stacks.up();
    const master = await running.whole();
    const probe = running.probe();
    await probe.steady();
    const questions = await running.swallowNames();
    const names = `echo nameserver ${questions.address} > /etc/resolv.conf`;
    for (const { name } of running.containers) {
      engine.run('exec', '-u', '0', name, 'sh', '-c', names);
    }
    const lookUp = ['timeout', '2', 'nslookup', 'redis-sentinels'];
    expect(engine.attempt('exec', master.name, ...lookUp).status).not.toBe(0);
    await until('the query is dropped', () => questions.count() > 0);
    const from = probe.mark();
    await engine.runAside('kill', master.name);
    await until(
      'writes resume',
      () => probe.acknowledgedAfter(from) > 200 && probe.longestGapMs(from) > 1000,
    );
    const gapMs = probe.longestGapMs(from);
    await probe.stop();
    const next = await until('a new master', async () => running.master());
    expect(await probe.lost(running.server(next).at)).toBe(0);
    const tilts = running.sentinels.filter(({ name }) => stacks.logs(name).includes('+tilt'));
    return { gapMs, tilts: tilts.length };
  });
});

test('a stack re-created with new addresses recovers within 30 s without lost writes', async () => {
  await timed({ wholeMs: 30_000 }, async () => {
    const running = stacks.up();
    const before = await running.whole();
    const probe = running.probe();
    await probe.steady(1500);
    await sleep(2500); // The keeper records its node every two seconds.
    await probe.stop();
    const { host } = running.server(before).at;
    running.down();
    running.up();
    const begun = performance.now();
    const after = await running.whole(60_000);
    const wholeMs = performance.now() - begun;
    expect(after.name).toBe(before.name);
    expect(running.server(after).at.host).not.toBe(host);
    expect(await probe.lost(running.server(after).at)).toBe(0);
    const only = async () =>
      (await running.views()).every(
        (view) => view['num-slaves'] === '2' && view['num-other-sentinels'] === '2',
      );
    await until('the old addresses are forgotten', only, 75_000);
    return { wholeMs };
  });
}, 400_000);
