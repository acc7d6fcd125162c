// Imports a TypeScript file with its imports into a script, through a temporary bundle.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages, root } from './setup.mjs';

/** The exports of a source file, by its path in the project. Installs packages first if required. */
export async function importBundle(file) {
  installPackages();
  const { build } = await import('esbuild');
  const folder = mkdtempSync(path.join(tmpdir(), 'rancher-catalog-bundle-'));
  const outfile = path.join(folder, 'bundle.mjs');
  try {
    await build({
      entryPoints: [path.join(root, file)],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'error',
      banner: {
        js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
      },
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
