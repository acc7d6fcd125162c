import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { formatPage, messagesPath, readPage } from '../support/messages-page.ts';

const root = join(import.meta.dirname, '../..');

/** With this a test file compares its own sections when it ends. */
const recorder = join(root, 'test/support/prose.ts');

/** Whether a file of the tests loads the recorder, itself or through what it imports. */
function loadsRecorder(path: string): boolean {
  if (path === recorder) return true;
  if (!path.startsWith(join(root, 'test')) || !existsSync(path)) return false;
  const imports = readFileSync(path, 'utf8').matchAll(/^\} from '(\..*)';|^import .* from '(\..*)';/gm);
  return [...imports].some(([, long, short]) => loadsRecorder(join(dirname(path), long ?? short ?? '')));
}

test('every part of messages.md has a test file that compares it', () => {
  const files = [...readPage().keys()];
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((file) => !loadsRecorder(join(root, file)))).toEqual([]);
});

// A merge of two branches can leave a part twice; any run with UPDATE_GOLDEN=1 repairs it.
test('messages.md has each test file once, in order', () => {
  expect(readFileSync(messagesPath, 'utf8')).toBe(formatPage(readPage()));
});
