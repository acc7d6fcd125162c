import { afterEach, describe, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../../src/lint/lint-settings.ts';
import { lintTemplate } from '../../../src/lint/lint-template.ts';
import { findRule } from '../../../src/lint/rule-list.ts';
import { readYaml } from '../../../src/source/read-yaml.ts';
import { readFixture } from '../../support/lint-fixture.ts';
import { recordText } from '../../support/prose.ts';

afterEach(() => void vi.restoreAllMocks());

const { files } = readFixture('image-unpinned/invalid');

describe('a crash', () => {
  test('of one rule is reported, and the others continue', () => {
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
    expect(findings[0]?.at.file).toBe('templates/sample/0');
    recordText(findings[0]?.message ?? '');
  });

  test('of the index is reported', () => {
    const read = () => {
      throw new RangeError('boom');
    };
    expect(lintTemplate(files, { ...defaultSettings, read })).toMatchObject([
      { code: 'rule-crashed', at: { file: 'templates/sample' } },
    ]);
  });
});

test('parses each distinct text once', () => {
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

test('reports only one template or version if asked', () => {
  const only = new Set(['templates/sample/1']);
  expect(lintTemplate(files, { ...defaultSettings, only })).toEqual([]);
});
