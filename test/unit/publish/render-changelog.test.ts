import { expect, test } from 'vitest';
import { cause } from '../../../src/publish/cause.ts';
import { renderChangelog } from '../../../src/publish/render-changelog.ts';

test('the first release says that it is', () => {
  expect(renderChangelog('1.0.0', undefined)).toBe(
    '# Changelog\n\n## 1.0.0\n\nThe first release.\n',
  );
});

test('a release stands on top of those before', () => {
  const first = renderChangelog('1.0.0', undefined);
  const causes = [
    cause('question-removed', 'a', 'a is no longer asked'),
    cause('file-changed', 'README.md', 'README.md has changed'),
    cause('file-changed', 'NOTES', 'NOTES has *changed*\n# and <more>'),
  ];
  expect(renderChangelog('2.0.0', { changelog: first.replaceAll('\n', '\r\n'), causes })).toBe(
    '# Changelog\n\n## 2.0.0\n\n- **breaking:** a is no longer asked\n- NOTES has \\*changed\\* \\# and \\<more\\>\n\n## 1.0.0\n\nThe first release.\n',
  );
});

test('a release after one without a changelog, and with nothing to tell', () => {
  expect(renderChangelog('1.0.1', { changelog: undefined, causes: [] })).toBe(
    '# Changelog\n\n## 1.0.1\n\nNo change that a stack would notice.\n',
  );
});

test('old sections fall off the end', () => {
  let changelog = renderChangelog('1.0.0', undefined);
  for (let patch = 1; patch < 60; patch += 1) {
    changelog = renderChangelog(`1.0.${patch}`, { changelog, causes: [] });
  }
  const sections = changelog.match(/^## .*/gm) ?? [];
  expect([sections.length, sections[0], sections.at(-1)]).toEqual([40, '## 1.0.59', '## 1.0.20']);
});
