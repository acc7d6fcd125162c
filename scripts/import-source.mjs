// Imports a TypeScript source of the program into a script, so that nothing is defined twice.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';
import { root } from './setup.mjs';

/** The exports of a source that imports only built-in modules of Node. */
export async function importSource(file) {
  const text = readFileSync(path.join(root, file), 'utf8');
  const { code } = await transform(text, { loader: 'ts', format: 'esm' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
