import { expect, test } from 'vitest';
import {
  describeEvent,
  sentinelIds,
  type Names,
} from '../../../src/cluster/drills/describe-event.ts';

const names: Names = new Map([
  ['127.0.0.1:6379', 'redis-1'],
  ['127.0.0.2:6380', 'redis-2'],
  ['127.0.0.11:26379', 'sentinel-1'],
]);
const id = '3c131fb626c753ee30ae077cacecdbc4c212ba43';

/** Events as Redis 7 publishes them. */
test.for([
  ['+sdown', 'master m 127.0.0.1 6379', 'redis-1 (master) does not answer'],
  ['-sdown', 'slave x 127.0.0.2 6380 @ m 127.0.0.1 6379', 'redis-2 (replica) answers again'],
  ['+sdown', `sentinel ${id} 127.0.0.11 26379 @ m 127.0.0.1 6379`, 'sentinel-1 does not answer'],
  [
    '+odown',
    'master m 127.0.0.1 6379 #quorum 3/2',
    'the sentinels agree that redis-1 (master) is down, quorum 3/2',
  ],
  ['+vote-for-leader', `${id} 7`, 'vote for sentinel-1 in epoch 7'],
  ['+vote-for-leader', 'abcdefabcdef 7', 'vote for sentinel abcdefab in epoch 7'],
  ['+new-epoch', '7', 'epoch 7 begins'],
  ['+switch-master', 'm 127.0.0.1 6379 127.0.0.2 6380', 'the master is redis-2, no longer redis-1'],
  ['+slave', 'slave x 127.0.0.1 6379 @ m 127.0.0.2 6380', 'redis-1 listed as a replica of redis-2'],
  [
    '-role-change',
    'slave x 127.0.0.1 6379 @ m 127.0.0.2 6380 new reported role is master',
    'redis-1 has an unexpected role: new reported role is master',
  ],
  [
    '+set',
    'master m 127.0.0.1 6379 failover-timeout 10000',
    'setting of redis-1 (master): failover-timeout = 10000',
  ],
  [
    '+sentinel-address-switch',
    `master m 127.0.0.1 6379 ip 10.0.0.9 port 26379 for ${id}`,
    'sentinel-1 found at 10.0.0.9:26379',
  ],
  ['+sdown', 'master m fd00::1 6379', '[fd00::1]:6379 (master) does not answer'],
  ['+tilt', '#tilt mode entered', 'TILT mode begins: no failovers'],
  ['+made-up', 'any words at all', '+made-up any words at all'],
] as const)('%s %s is a sentence', ([channel, message, sentence]) => {
  const from = { host: '127.0.0.11', port: 26379 };
  const event = { channel, message, from, atMs: 0 };
  const introduction = {
    ...event,
    channel: '+sentinel',
    message: `sentinel ${id} 127.0.0.11 26379 @ m 127.0.0.1 6379`,
  };
  const ids = sentinelIds([introduction], names);
  expect(describeEvent(event, names, ids)).toBe(sentence);
});
