import { expect, test } from 'vitest';
import {
  formatIdentity,
  ownIdentity,
  parseIdentity,
  processState,
} from '../../../src/process/process-identity.ts';

const own = ownIdentity();

test('parses a formatted identity', () => {
  expect(parseIdentity(formatIdentity(own))).toEqual(own);
});

test('parses an identity of an earlier version, without a boot', () => {
  const { host, namespace, pid, start } = own;
  const word = [host, namespace, pid, start].join('/');
  expect(parseIdentity(word)).toEqual({ ...own, boot: '' });
});

test.for(['', 'x', 'host/1/x/1', 'a/b/c/1/2/3', `${own.host} 1 x`])('rejects %j', (word) => {
  expect(parseIdentity(word)).toBeUndefined();
});

test.for([
  [{}, 'running'],
  [{ start: '' }, 'running'],
  [{ pid: 1, start: '' }, 'running'],
  // Another process has its id now.
  [{ start: '1' }, 'ended'],
  [{ pid: 999_999_999 }, 'ended'],
  [{ pid: 0, start: '' }, 'ended'],
  // The name of a host can change, and containers can have the same one.
  [{ host: 'elsewhere' }, 'running'],
  [{ host: 'elsewhere', boot: '' }, 'unknown'],
  [{ host: 'elsewhere', boot: 'e7a4' }, 'unknown'],
  [{ boot: '' }, 'running'],
  [{ boot: 'e7a4' }, 'rebooted'],
  [{ namespace: '1' }, 'unknown'],
] as const)('this process with %o is %s', ([change, state]) => {
  expect(processState({ ...own, ...change })).toBe(state);
});
