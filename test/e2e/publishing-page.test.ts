import { expect, test } from 'vitest';
import { subjects } from '../support/git.ts';
import { runPage } from '../support/page-commands.ts';
import { recordText } from '../support/prose.ts';

test('the commands of docs/publishing.md work as documented', () => {
  const { folder, bare, outputs } = runPage('publishing.md');
  expect(outputs[1]?.match(/^redis 1\.0\.0 \(revision 0\) {2}/gm)).toHaveLength(2);
  expect(outputs[3]).toContain('redis 1.0.0 → 1.0.1  ');
  expect(outputs[5]).toContain('.gitlab/rancher-catalog.yml  created');
  recordText(outputs.slice(1).join('\n'), [[folder, '<folder>']]);
  expect(subjects(bare)).toEqual(['redis 1.0.1 (revision 1)', 'redis 1.0.0 (revision 0)']);
});
