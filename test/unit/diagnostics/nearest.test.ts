import { expect, test } from 'vitest';
import { nearest } from '../../../src/diagnostics/nearest.ts';

const names = ['replicas', 'replica_port', 'quorum', 'down_after_ms'];

test.for([
  ['replcas', 'replicas'],
  ['Replicas', 'replicas'],
  ['repilcas', 'replicas'],
  ['downAfterMs', 'down_after_ms'],
  ['qourum', 'quorum'],
])('corrects %s to %s', ([word, name]) => {
  expect(nearest(word ?? '', names)).toBe(name);
});

test.for(['', 'x', 'timezone', '__proto__', 'x'.repeat(100_000)])(
  'suggests nothing for %s',
  (word) => {
    expect(nearest(word, names)).toBeUndefined();
  },
);
