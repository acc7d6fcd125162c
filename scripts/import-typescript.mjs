// Imports a TypeScript module of the project into a script.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages, root } from './setup.mjs';

/**
 * The exports of a module, by its path in the project, bundled with everything it imports. Packages are
 * installed first if they are missing. In every bundled module `import.meta` is that of `file`.
 */
export async function importTypeScript(file) {
  installPackages();
  const { build } = await import('esbuild');
  const folder = mkdtempSync(path.join(tmpdir(), 'rancher-catalog-import-'));
  const source = path.join(root, file);
  const outfile = path.join(folder, 'bundle.mjs');
  try {
    await build({
      entryPoints: [source],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'error',
      define: {
        'import.meta.url': JSON.stringify(pathToFileURL(source).href),
        'import.meta.dirname': JSON.stringify(path.dirname(source)),
      },
      // Bundled CommonJS packages call require for node's own modules.
      banner: {
        js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
      },
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
