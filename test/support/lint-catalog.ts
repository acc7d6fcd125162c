import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './run-cli.ts';

const base = join(import.meta.dirname, '../lint/base');

/** The base entry below templates/sample, in which files are replaced or, with null, removed. */
export function catalog(over: Readonly<Record<string, string | Uint8Array | null>> = {}): string {
  const files = new Map<string, string | Uint8Array>();
  for (const path of readdirSync(base, { recursive: true, encoding: 'utf8' })) {
    if (/\.\w+$/.test(path)) files.set(`templates/sample/${path}`, readFileSync(join(base, path)));
  }
  for (const [path, text] of Object.entries(over)) {
    if (text === null) files.delete(path);
    else files.set(path, text);
  }
  return temporaryFolder(Object.fromEntries(files));
}

export const compose = 'templates/sample/0/docker-compose.yml';
export const rancher = 'templates/sample/0/rancher-compose.yml';
export const original = (path: string) =>
  readFileSync(join(base, path.replace('templates/sample/', '')), 'utf8');
