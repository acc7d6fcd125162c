import { expect, test } from 'vitest';
import { fold } from '../../../src/lint/fold.ts';
import type { LintFinding } from '../../../src/lint/lint-finding.ts';

test('fold keeps the last of findings that differ only in numbers', () => {
  const finding = (revision: number): LintFinding => ({
    code: 'readme-missing',
    severity: 'warning',
    message: `templates/x/${revision} has no README.md`,
    at: { file: `templates/x/${revision}/rancher-compose.yml` },
  });
  const other: LintFinding = { ...finding(1), code: 'icon-missing' };
  expect(fold([finding(0), other, finding(2)])).toMatchObject([
    { at: { file: 'templates/x/2/rancher-compose.yml' }, others: [{ file: finding(0).at.file }] },
    { code: 'icon-missing' },
  ]);
});
