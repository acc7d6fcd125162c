import { readFile } from 'node:fs/promises';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { isOfConnection, quietIoredis } from '../../../src/redis/quiet-ioredis.ts';

const failure = async (run: () => Promise<unknown>): Promise<unknown> =>
  run().catch((error: unknown) => error);

test('errors of ioredis are of a connection', async () => {
  const options = { lazyConnect: true, retryStrategy: () => null, connectTimeout: 300 };
  const closed = new Redis(1, '127.0.0.1', options);
  closed.on('error', () => {});
  expect(isOfConnection(await failure(() => closed.connect()))).toBe(true);
  expect(isOfConnection(await failure(() => closed.get('x')))).toBe(true);
  const impatient = new Redis(1, '127.0.0.1', { lazyConnect: true, maxRetriesPerRequest: 0 });
  impatient.on('error', () => {});
  expect(isOfConnection(await failure(() => impatient.get('x')))).toBe(true);
  impatient.disconnect();
});

test('every other error is not', async () => {
  const missing = await failure(() => readFile('/missing'));
  const directory = await failure(() => readFile('/'));
  const others = [new Error('a bug'), new TypeError('x is undefined'), 'text', undefined];
  for (const reason of [missing, directory, ...others]) expect(isOfConnection(reason)).toBe(false);
});

test('a rejection that is not of a connection still ends the program', () => {
  const before = process.listeners('unhandledRejection');
  const print = console.error;
  quietIoredis();
  const [listener, ...others] = process
    .listeners('unhandledRejection')
    .filter((each) => !before.includes(each));
  if (!listener) throw new Error('no listener');
  onTestFinished(() => {
    process.off('unhandledRejection', listener);
    console.error = print;
  });
  const never = Promise.resolve();
  expect(others).toEqual([]);
  expect(() => listener(new Error('a bug'), never)).toThrow('a bug');
  expect(() => listener(new Error('Command timed out'), never)).not.toThrow();
});
