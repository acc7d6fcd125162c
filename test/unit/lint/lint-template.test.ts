import { afterEach, describe, expect, test, vi } from 'vitest';
import { fold } from '../../../src/lint/fold.ts';
import type { Finding } from '../../../src/lint/finding.ts';
import { defaultSettings, lintTemplate } from '../../../src/lint/lint-template.ts';
import { pathPattern } from '../../../src/lint/lint-settings-file.ts';
import { findRule } from '../../../src/lint/rule-list.ts';
import { readYaml } from '../../../src/source/read-yaml.ts';
import { readFixture } from '../../support/lint-fixture.ts';

afterEach(() => void vi.restoreAllMocks());

const { files } = readFixture('image-unpinned/invalid');

describe('a crash', () => {
  test('of one rule is told, and the others go on', () => {
    const rule = findRule('restart-ignored');
    if (rule?.scope !== 'version') throw new Error('no such rule');
    vi.spyOn(rule, 'check').mockImplementation(() => {
      throw new TypeError('boom');
    });
    const findings = lintTemplate(files);
    expect(findings.map(({ code }) => code)).toEqual([
      'rule-crashed',
      'image-unpinned',
      'image-unpinned',
    ]);
    expect(findings[0]).toMatchObject({
      message: 'restart-ignored crashed here, and says nothing of this folder: TypeError: boom',
      at: { file: 'templates/sample/0' },
    });
  });

  test('of the index is told', () => {
    const read = () => {
      throw new RangeError('boom');
    };
    expect(lintTemplate(files, { ...defaultSettings, read })).toMatchObject([
      { code: 'rule-crashed', at: { file: 'templates/sample' } },
    ]);
  });
});

test('each distinct text is parsed once', () => {
  const seen: string[] = [];
  const reads = new Map<string, ReturnType<typeof readYaml>>();
  const read = (text: string) => {
    const known = reads.get(text) ?? readYaml(text);
    if (!reads.has(text)) seen.push(text);
    reads.set(text, known);
    return known;
  };
  lintTemplate(files, { ...defaultSettings, read });
  expect(new Set(seen).size).toBe(3);
});

test('findings of one template or version only', () => {
  const only = new Set(['templates/sample/1']);
  expect(lintTemplate(files, { ...defaultSettings, only })).toEqual([]);
});

test('fold keeps the last of the same, whatever the numbers in it', () => {
  const finding = (revision: number): Finding => ({
    code: 'readme-missing',
    severity: 'warning',
    message: `templates/x/${revision} has no README.md`,
    at: { file: `templates/x/${revision}/rancher-compose.yml` },
  });
  const other: Finding = { ...finding(1), code: 'icon-missing' };
  expect(fold([finding(0), other, finding(2)])).toMatchObject([
    { at: { file: 'templates/x/2/rancher-compose.yml' }, others: [{ file: finding(0).at.file }] },
    { code: 'icon-missing' },
  ]);
});

test.for([
  ['templates/**', 'templates/x/0/a.yml', true],
  ['templates/*/config.yml', 'templates/x/config.yml', true],
  ['templates/*', 'templates/x/config.yml', false],
  ['**/docker-compose.yml', 'templates/x/0/docker-compose.yml', true],
  ['templates/a.b', 'templates/a-b', false],
] as const)('the pattern %s and %s', ([glob, path, fits]) => {
  expect(pathPattern(glob).test(path)).toBe(fits);
});
