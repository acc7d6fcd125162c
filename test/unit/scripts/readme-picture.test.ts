import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pictureFile, renderPicture } from '../../../scripts/readme-picture.mjs';

const root = join(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const report = read('docs/drill-report/04-master-killed.svg');

test.for(['light', 'dark'] as const)('the %s picture of README.md shows the report', (theme) => {
  expect(read(pictureFile(theme))).toBe(renderPicture(report, theme));
});

test('a report without gaps is an error, not an empty picture', () => {
  const changed = report.replaceAll('no acknowledged write for', 'nothing for');
  expect(() => renderPicture(changed, 'light')).toThrow('has no gap');
});
