import { expect, test } from 'vitest';
import { cause } from '../../../src/publish/cause.ts';
import { renderChangelog } from '../../../src/publish/render-changelog.ts';
import { recordText } from '../../support/prose.ts';

/** Records a changelog. Returns its headings and list items. */
function outlineOf(changelog: string): string[] {
  recordText(changelog);
  return changelog.split('\n').filter((line) => /^(?:#|- )/.test(line));
}

test('a first release is marked as the first', () => {
  expect(outlineOf(renderChangelog('1.0.0', undefined))).toEqual(['# Changelog', '## 1.0.0']);
});

test('a release is above earlier ones', () => {
  const first = renderChangelog('1.0.0', undefined);
  const causes = [
    cause('question-removed', 'a', 'a is gone'),
    cause('file-changed', 'README.md', 'README.md has changed'),
    cause('file-changed', 'NOTES', 'NOTES has *changed*\n# and <more>'),
  ];
  const changelog = renderChangelog('2.0.0', {
    changelog: first.replaceAll('\n', '\r\n'),
    causes,
    isMajor: true,
  });
  expect(outlineOf(changelog)).toEqual([
    '# Changelog',
    '## 2.0.0',
    expect.stringMatching(/^- \*\*.*\*\* a is gone$/),
    '- NOTES has \\*changed\\* \\# and \\<more\\>',
    '## 1.0.0',
  ]);
  expect(changelog.endsWith(first.slice(first.indexOf('## 1.0.0')))).toBe(true);
});

test('a release without changes, after one without a changelog', () => {
  const changelog = renderChangelog('1.0.1', { changelog: undefined, causes: [], isMajor: false });
  expect(outlineOf(changelog)).toEqual(['# Changelog', '## 1.0.1']);
});

test('old sections are removed from the end', () => {
  let changelog = renderChangelog('1.0.0', undefined);
  for (let patch = 1; patch < 60; patch += 1) {
    changelog = renderChangelog(`1.0.${patch}`, { changelog, causes: [], isMajor: false });
  }
  const sections = changelog.match(/^## .*/gm) ?? [];
  expect([sections.length, sections[0], sections.at(-1)]).toEqual([40, '## 1.0.59', '## 1.0.20']);
});

test('a note is above the changes, and begins no section', () => {
  const causes = [cause('question-added', 'a', 'a is added')];
  const first = renderChangelog('1.0.0', undefined, 'Why.\r\n\r\n## 9.9.9\n');
  const changelog = renderChangelog(
    '1.1.0',
    { changelog: first, causes, isMajor: false },
    ' Needs Rancher 1.6.5. ',
  );
  expect(changelog).toBe(
    '# Changelog\n\n## 1.1.0\n\nNeeds Rancher 1.6.5.\n\n- a is added\n\n## 1.0.0\n\nWhy.\n\n\\## 9.9.9\n',
  );
  const next = renderChangelog('1.1.1', { changelog, causes: [], isMajor: false });
  expect(next.match(/^## .*/gm)).toEqual(['## 1.1.1', '## 1.1.0', '## 1.0.0']);
});

test('what stacks are offered after a major release is in the changelog of one only', () => {
  const offer = ', and stacks on 1.x are offered later 1.x versions only';
  const causes = [{ ...cause('question-removed', 'a', 'a is gone'), offer }];
  const previous = { changelog: undefined, causes };
  expect(renderChangelog('2.0.0', { ...previous, isMajor: true })).toContain(`a is gone${offer}\n`);
  expect(renderChangelog('1.1.0', { ...previous, isMajor: false })).toContain('a is gone\n');
});
