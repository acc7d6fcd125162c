import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../support/run-cli.ts';
import { echo } from './blueprint.cases.ts';

/** A folder with an entry of the echo blueprint and these files in it. */
export function entryWith(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = temporaryFolder({ 'answers.yml': 'blueprint: ./mine\nversion: 1.0.0\n' });
  cpSync(echo, join(folder, 'mine'), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, 'mine', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

/** A file of the version that was generated. */
export const version = (folder: string, path = '') =>
  join(folder, 'build/catalog/templates/echo/0', path);
