import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { git, workplace } from './git.ts';
import { run } from './prose.ts';
import { clone, publishing } from './publishing.ts';
import { runCli } from './run-cli.ts';

/** The blueprint of the fixtures: one service of another image, no image definition. */
export const echo = join(import.meta.dirname, '../fixtures/blueprints/echo');

const answersOf = (version: string, more = '') =>
  `blueprint: ./echo\nname: echo\nversion: ${version}\n${more}`;

/** Writes answers.yml. */
export const changeEcho = (folder: string, version: string, more = ''): void =>
  writeFileSync(join(folder, 'answers.yml'), answersOf(version, more));

/** Replaces each occurrence of a text in a file, which must contain it. */
export function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replaceAll(from, to));
}

/** A catalog with one release of the echo entry, and a checkout of it. */
export async function releasedEcho() {
  const folder = workplace({ 'answers.yml': answersOf('1.0.0') });
  cpSync(echo, join(folder, 'echo'), { recursive: true });
  const argv = publishing('--allow', 'fixed-secret');
  expect(await runCli(folder, argv)).toMatchObject({ code: 0, stderr: '' });
  const checkout = clone(folder);
  const template = join(checkout, 'templates/echo');
  const push = (message: string) => {
    git(checkout, 'add', '-A');
    git(checkout, 'commit', '-qm', message);
  };
  return { folder, checkout, template, push, version: join(template, '0') };
}

/** What `check` finds in the checkout: the exit code, and each finding below templates/echo. */
export async function checkEcho(folder: string, ...more: string[]) {
  const { code, found } = await run(folder, ['check', '-c', 'checkout', ...more]);
  return { code, found: found.map((each) => each.replace('checkout/templates/echo/', '')) };
}
