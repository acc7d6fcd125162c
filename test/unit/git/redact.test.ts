import { expect, test } from 'vitest';
import { redact, redactUrls, secretsIn } from '../../../src/git/redact.ts';

test.for([
  ['https://ann:pass@host/x', 'https://ann:***@host/x'],
  ['https://token@host/x', 'https://***@host/x'],
  ['https://a:p@ss@host/x', 'https://a:***@host/x'],
  ['ssh://git@host/x', 'ssh://git@host/x'],
  ['git@host:x.git', 'git@host:x.git'],
  ['https://host/x@y', 'https://host/x@y'],
  ["fatal: 'http://u:p@h/' and https://t@h", "fatal: 'http://u:***@h/' and https://***@h"],
])('prints %s as %s', ([text = '', shown]) => {
  expect(redactUrls(text)).toBe(shown);
});

test('masks a secret in any text, also decoded', () => {
  const secrets = secretsIn('https://ann:p%40ss@host/x');
  expect(secrets).toEqual(['p%40ss', 'p@ss']);
  expect(redact('the server wrote: p@ss is wrong, p%40ss too', secrets)).toBe(
    'the server wrote: *** is wrong, *** too',
  );
  expect(secretsIn('ssh://git@host/x')).toEqual([]);
  expect(secretsIn('/a/path')).toEqual([]);
});
