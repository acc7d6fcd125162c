import { expect, test } from 'vitest';
import { shell } from './support/shell.ts';
import { silence } from './support/silence.ts';

test('does not refuse writes with min_replicas_to_write 0', async () => {
  const { late, words } = await silence({ env: { min_replicas_to_write: '0' } });
  expect(late).toBeGreaterThan(20);
  expect(words).not.toContain('refusing');
});

/**
 * What the fence decides after the last contact at 1000, in hundredths of a second: the replies to TIME,
 * PUBLISH, WAIT and TIME, and when they were requested and arrived.
 */
const judge = (replies: string, asked: number, now: number, unheard = '') =>
  shell(
    `require() { echo "require $1"; }; contact=1000 fenced='' unheard=${unheard} limit=100 rest=0.4 min_replicas_to_write=1
    asked=${asked} now=${now}; judge_contact ${replies}; echo "contact $contact, rest $rest"`,
  ).out;

test.each([
  ['a replica acknowledges', '50 0 1 1 50 900', 1040, 1041, 'contact 1041, rest 0.4\n'],
  ['no replica acknowledges', '50 0 1 0 50 300000', 1040, 1071, 'contact 1000, rest 0.1\n'],
  ['none for a second', '50 0 1 0 50 300000', 1080, 1111, 'require 100\ncontact 1000, rest 0.1\n'],
  // The time counts although nothing is known of the server: redis-cli was stopped after a second.
  ['no answer', '', 1040, 1140, 'contact 1000, rest 0.1\n'],
  ['redis-cli is slow', '50 0 1 0 50 300000', 1020, 1120, 'require 100\ncontact 1000, rest 0.1\n'],
  ['the server stalled', '50 0 1 0 50 950000', 1020, 1120, 'contact 1060, rest 0.1\n'],
  ['its clock jumped ahead', '50 0 1 0 950 0', 1040, 1075, 'contact 1000, rest 0.1\n'],
  ['its clock jumped back', '50 0 1 0 20 0', 1080, 1111, 'require 100\ncontact 1000, rest 0.1\n'],
  ['it is a replica', '50 0 0 ERR WAIT cannot 50 0', 1040, 1041, 'contact , rest 1\n'],
  // An error of the server is not the error of a replica.
  ['too many clients', 'ERR max number of clients reached', 1040, 1041, 'contact 1000, rest 0.1\n'],
  ['a long script', 'BUSY Redis is busy running a script', 1040, 1041, 'contact 1000, rest 0.1\n'],
] as const)('%s', (_, replies, asked, now, decided) => {
  expect(judge(replies, asked, now)).toBe(decided);
});

test('after a query without an answer, two queries must find too few replicas', () => {
  const miss = '50 0 1 0 50 300000';
  expect(judge(miss, 1150, 1181, 'yes')).toBe('contact 1000, rest 0.1\n');
  expect(judge(miss, 1190, 1221)).toBe('require 100\ncontact 1000, rest 0.1\n');
});
