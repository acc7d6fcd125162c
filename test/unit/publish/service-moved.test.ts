import { expect, test } from 'vitest';
import { analyseChange } from '../../../src/publish/analyse-change.ts';
import { version } from './versions-of-text.ts';

test.for([
  [
    '{image: x}',
    '{labels: {io.rancher.sidekicks: b}}',
    'b is now a sidekick of a in place of a service of its own, which Rancher refuses in an upgrade',
  ],
  [
    '{labels: {io.rancher.sidekicks: "c, b"}}',
    '{labels: {io.rancher.sidekicks: c}}',
    'b is now a service of its own in place of a sidekick of a, which Rancher refuses in an upgrade',
  ],
])('a service cannot change its unit: %s, then %s', ([before = '', after = '', message]) => {
  const two = (a: string) => version('    []', `services:\n  a: ${a}\n  b: {image: x}\n`);
  const [first] = analyseChange(two(before), two(after));
  expect(first).toEqual({ kind: 'service-moved', subject: 'b', bump: 'major', message });
});
