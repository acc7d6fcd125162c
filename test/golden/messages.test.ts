import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { formatPage, messagesPath, readPage } from '../support/messages-page.ts';

const root = join(import.meta.dirname, '../..');

/** A test file that imports this records, and its sections are compared when it ends. */
const recorder = join(root, 'test/support/prose.ts');

/** Whether a test file loads the recorder, directly or through its imports. */
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

// A merge of two branches can duplicate a part. Any run with UPDATE_GOLDEN=1 repairs it.
test('messages.md has each test file once, in order', () => {
  expect(readFileSync(messagesPath, 'utf8')).toBe(formatPage(readPage()));
});
