// Bundles src/page for browsers into dist/preview: the page, its worker, its styles. Nothing of it is loaded from
// elsewhere, and no script or style is inside of the HTML, so that its policy can forbid both.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { importTypeScript } from './import-typescript.mjs';

/**
 * An esbuild plugin: rules about charts, which the page does not use, need modules of Node. In their place is a module
 * without exports.
 */
const withoutNode = {
  name: 'without-node',
  setup(builder) {
    builder.onResolve({ filter: /^node:(?:crypto|zlib)$/ }, ({ path: name }) => ({
      path: name,
      namespace: 'without-node',
    }));
    builder.onLoad({ filter: /.*/, namespace: 'without-node' }, () => ({
      contents: 'module.exports = {};',
    }));
  },
};

/** Makes the page. Returns esbuild's metafile of the scripts. */
export async function buildPage({ root, build, version, plugins }) {
  const source = path.join(root, 'src', 'page');
  const folder = path.join(root, 'dist', 'preview');
  const common = { absWorkingDir: root, bundle: true, minify: true, outdir: folder };
  const { metafile } = await build({
    ...common,
    metafile: true,
    format: 'esm',
    // What draws a README is loaded when there is one.
    splitting: true,
    chunkNames: 'part-[hash]',
    platform: 'browser',
    target: ['chrome110', 'firefox115', 'safari16.4'],
    entryPoints: { page: 'src/page/main.tsx', worker: 'src/page/worker.ts' },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { PROGRAM_VERSION: JSON.stringify(version) },
    plugins: [...plugins, withoutNode],
  });
  await build({ ...common, entryPoints: ['src/page/page.css'] });
  const { pagePolicy } = await importTypeScript('src/preview/page-policy.ts');
  const html = readFileSync(path.join(source, 'index.html'), 'utf8');
  writeFileSync(path.join(folder, 'index.html'), html.replace('POLICY', pagePolicy));
  return metafile;
}
