import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { packageRoot } from '../../files/package-root.ts';

/** A file of the page itself. */
export interface PageFile {
  readonly type: string;
  readonly body: Uint8Array;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** The files of the page, by their names, as the build made them. */
export function readPageFiles(): ReadonlyMap<string, PageFile> {
  const folder = join(packageRoot(), 'dist', 'preview');
  return new Map(
    readdirSync(folder).map((name) => [
      name,
      { type: types[extname(name)] ?? 'text/plain', body: readFileSync(join(folder, name)) },
    ]),
  );
}
