import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/bundle.ts';
import { temporaryFolder } from '../support/run-cli.ts';

/** The findings of the linter for one source file of the program. */
function lint(file: string, text: string): string {
  const folder = temporaryFolder();
  cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'tsconfig.json'), '{}');
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
  return spawnSync(join(root, 'node_modules/.bin/oxlint'), [], { cwd: folder, encoding: 'utf8' })
    .stdout;
}

test.for([
  ['src/model/a.ts', "export { a } from '../source/b.ts';"],
  ['src/rancher/a.ts', "export { a } from '../lint/b.ts';"],
  ['src/generate/a.ts', "export { a } from '../files/b.ts';"],
  ['src/import/a.ts', "export { a } from '../generate/b.ts';"],
  ['src/rancher/a.ts', "export { a } from '../import/b.ts';"],
  ['src/rancher2/a.ts', "export { a } from '../rancher/b.ts';"],
  ['src/chart/a.ts', "export { a } from '../generate/b.ts';"],
  ['src/chart/a.ts', "export { gunzipSync } from 'fflate';"],
  ['src/chart/a.ts', "export { Jexl } from 'jexl';"],
  ['src/archive/a.ts', "export { a } from '../source/b.ts';"],
  ['src/files/a.ts', "export { a } from '../git/b.ts';"],
  ['src/lint/a.ts', "export { a } from '../preview/b.ts';"],
  ['src/preview/a.ts', "export { a } from '../files/b.ts';"],
  ['src/preview/a.ts', "export { createHash } from 'node:crypto';"],
  ['src/preview/a.ts', 'export const a = Buffer.from("");'],
  ['src/rancher/a.ts', "export { Parser } from 'commonmark';"],
  ['src/rancher/a.ts', "export { sha256 } from '@noble/hashes/sha2.js';"],
  ['src/generate/a.ts', "export { parse } from 'yaml';"],
  ['src/commands/a.ts', "export { Redis } from 'ioredis';"],
  ['src/commands/a.ts', "export { default } from 'string-width';"],
  ['src/a.ts', "export { default } from 'yargs';"],
  ['src/answers/a.ts', "export { readFileSync } from 'node:fs';"],
  ['src/lint/a.ts', 'export const a = process.env.HOME;'],
  ['src/cluster/a.ts', 'export const a = Date.now();'],
  ['src/generate/a.ts', 'export const a = Math.random();'],
] as const)('the linter rejects in %s: %s', ([file, text]) => {
  expect(lint(file, `${text}\n`)).toMatch(/no-restricted-(imports|globals|properties)/);
});

test.for([
  ['src/generate/a.ts', "export { a } from '../answers/b.ts';"],
  ['src/archive/a.ts', "export { gunzipSync } from 'fflate';"],
  ['src/chart/a.ts', "export { a } from '../archive/b.ts';"],
  ['src/preview/a.ts', "export { a } from '../lint/b.ts';"],
  ['src/preview/a.ts', "export { Parser } from 'commonmark';"],
  ['src/source/a.ts', "export { parse } from 'yaml';"],
  ['src/files/a.ts', "export { readFileSync } from 'node:fs';"],
] as const)('the linter accepts in %s: %s', ([file, text]) => {
  expect(lint(file, `${text}\n`)).not.toContain('no-restricted');
});
