import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { subjects } from '../support/git.ts';
import { helmMajors, helmPath } from '../support/helm.ts';
import { runPage } from '../support/page-commands.ts';

const docs = join(import.meta.dirname, '../../docs');

test.each(helmMajors)(
  'the commands of docs/rancher-2.md work as documented with helm %i',
  (major) => {
    const { bare, outputs } = runPage('rancher-2.md', helmPath(major));
    expect(outputs[1]).toMatch(
      new RegExp(`replicas: 3\\n\\nhelm v${major}\\.[\\d.]+ creates \\d+ objects`),
    );
    expect(outputs[2]).toBe('replicas: 3\n');
    expect(outputs[4]).toMatch(/Rancher 1\.6:[^]*redis[^]*Rancher 2[^]*redis/);
    expect(subjects(bare)).toHaveLength(1);
  },
);

test('the pictures of docs/rancher-2.md exist', () => {
  const page = readFileSync(join(docs, 'rancher-2.md'), 'utf8');
  const pictures = [...page.matchAll(/\]\(([^)]+\.png)\)/g)].map(([, name = '']) => name);
  expect(pictures).toHaveLength(3);
  expect(pictures.filter((name) => !existsSync(join(docs, name)))).toEqual([]);
});
