import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPage } from '../support/messages-page.ts';

const root = join(import.meta.dirname, '../..');

/** What a test file that records loads: with it the file compares its own sections when it ends. */
const recorder = '/support/prose.ts';

test('every part of messages.md has a test file that compares it', () => {
  const left = [...readPage().keys()].filter((file) => {
    const path = join(root, file);
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(recorder);
  });
  expect(left).toEqual([]);
});
