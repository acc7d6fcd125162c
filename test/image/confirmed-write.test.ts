// `confirmedWrite` of the exported recipe: it resolves only if a replica has the write.
import { onTestFinished, expect, test } from 'vitest';
import {
  recommendedClient,
  UnconfirmedWriteError,
  type Confirmation,
} from '../../src/redis/recommended-client.ts';
import { quietIoredis } from '../../src/redis/quiet-ioredis.ts';
import type { Node, Sandbox } from './support/sandbox.ts';
import { started, until } from './support/waits.ts';

quietIoredis();

function clientOf(cluster: Sandbox, confirm?: Confirmation) {
  const { sentinels, masterName } = cluster.target();
  const client = recommendedClient({
    sentinels,
    masterName,
    ...(confirm === undefined ? {} : { confirm }),
  });
  client.redis.on('error', () => {});
  onTestFinished(() => client.close());
  return client;
}

/** A master that accepts writes, and its replica. */
async function pair(): Promise<[Sandbox, Node, Node]> {
  const [cluster, master] = await started({ replicas: 1, sentinels: 1 });
  const replica = cluster.data.find((node) => node !== master);
  if (!replica) throw new Error('no replica');
  await until('writes', async () => (await cluster.ask(master, 'SET', 'a', '1')) === 'OK');
  return [cluster, master, replica];
}

test('resolves to the replies when the replica has the write, and throws when it is late', async () => {
  const [cluster, , replica] = await pair();
  const { confirmedWrite, close } = clientOf(cluster, { withinMs: 2000 });
  expect(await confirmedWrite((it) => it.set('a', '1').incr('a'))).toEqual(['OK', 2]);
  expect(await cluster.ask(replica, 'GET', 'a')).toBe('2');

  cluster.signal(replica, 'SIGSTOP');
  const late = await confirmedWrite((it) => it.incr('a')).catch((error: unknown) => error);
  cluster.signal(replica, 'SIGCONT');
  expect(late).toBeInstanceOf(UnconfirmedWriteError);
  expect(late).toMatchObject({
    replicas: 0,
    message: '0 of 1 replicas confirmed the write within 2000 ms',
  });
  // It is not undone.
  await until('the late write', async () => (await cluster.ask(replica, 'GET', 'a')) === '3');

  // A master whose replica was silent refuses all writes for a while.
  await until('a wrong write', async () => {
    const push = confirmedWrite((it) => it.lpush('a', 'x')).then(() => 'accepted');
    return (await push.catch(({ message }: Error) => message)).startsWith('WRONGTYPE');
  });
  close();
  await expect(confirmedWrite((it) => it.incr('a'))).rejects.toThrow('the client is closed');
});

test('does not ask again on another connection when the first one is lost', async () => {
  const [cluster, master, replica] = await pair();
  const { confirmedWrite } = clientOf(cluster, { withinMs: 2000 });
  await confirmedWrite((it) => it.set('a', '1'));
  cluster.signal(replica, 'SIGSTOP');
  const write = confirmedWrite((it) => it.incr('a')).catch((error: unknown) => error);
  await until('a write', async () => (await cluster.ask(master, 'GET', 'a')) === '2');
  await cluster.ask(master, 'CLIENT', 'KILL', 'TYPE', 'NORMAL', 'SKIPME', 'yes');
  const error = await write;
  cluster.signal(replica, 'SIGCONT');
  expect(error).toBeInstanceOf(UnconfirmedWriteError);
  expect(error).toMatchObject({ replicas: undefined });
  expect(await cluster.ask(master, 'GET', 'a')).toBe('2');
  expect(await confirmedWrite((it) => it.incr('a'))).toEqual([3]);
});

test('reports a refused write, which the plain connection repeats without its WAIT', async () => {
  const [cluster, master, replica] = await pair();
  const { redis, confirmedWrite } = clientOf(cluster);
  await confirmedWrite((it) => it.set('a', '1'));
  await cluster.ask(master, 'CONFIG', 'SET', 'min-replicas-to-write', '9');
  await expect(confirmedWrite((it) => it.incr('a'))).rejects.toThrow(/^NOREPLICAS/);
  expect(await redis.get('a')).toBe('1');
  // Why it has a connection of its own: the other one sends INCR again, alone. Its WAIT was answered before, with
  // one replica, or was aborted, depending on how the replies arrived.
  cluster.signal(replica, 'SIGSTOP');
  const pipeline = redis.pipeline().incr('a').wait(1, 500).exec();
  setTimeout(() => void cluster.ask(master, 'CONFIG', 'SET', 'min-replicas-to-write', '0'), 100);
  const [incremented] = (await pipeline) ?? [];
  cluster.signal(replica, 'SIGCONT');
  expect(incremented).toEqual([null, 2]);
});

test('repeats many refused writes, and Node does not warn of a leak', async () => {
  const [cluster, master] = await pair();
  // On a busy machine the replica confirms later than within the default time.
  const { redis, confirmedWrite } = clientOf(cluster, { withinMs: 10_000 });
  // As long as the other connection: the writes below are repeated until all of its writes have been refused.
  redis.options.commandTimeout = 10_000;
  await Promise.all([redis.set('a', '0'), confirmedWrite((it) => it.set('b', '0'))]);
  const warnings: string[] = [];
  const warned = ({ message }: Error) => warnings.push(message);
  process.on('warning', warned);
  onTestFinished(() => void process.off('warning', warned));
  await cluster.ask(master, 'CONFIG', 'SET', 'min-replicas-to-write', '9');
  const refused = Array.from({ length: 20 }, async () => confirmedWrite((it) => it.incr('b')));
  const repeated = Array.from({ length: 20 }, async () => redis.incr('a'));
  expect(new Set((await Promise.allSettled(refused)).map(({ status }) => status))).toEqual(
    new Set(['rejected']),
  );
  await cluster.ask(master, 'CONFIG', 'SET', 'min-replicas-to-write', '0');
  await Promise.all(repeated);
  expect(await redis.get('a')).toBe('20');
  expect(warnings).toEqual([]);
});

test.for([{ replicas: 0 }, { replicas: 1.5 }, { withinMs: 0 }, { withinMs: Infinity }])(
  'rejects confirm: %o, which confirms nothing or waits forever',
  (confirm) => {
    const target = { sentinels: [{ host: '127.0.0.1', port: 1 }], masterName: 'mymaster', confirm };
    const [name = '', value] = Object.entries(confirm)[0] ?? [];
    expect(() => recommendedClient(target)).toThrow(
      `confirm.${name} is ${value}, expected a whole number of at least 1`,
    );
  },
);
