// Bundles src/cli.ts into dist/cli.js, the bin, with one lazily loaded chunk per command.
// `--if-changed` does nothing if dist/ is newer than every source.
import {
  chmodSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { bundledLicenses } from './bundled-licenses.mjs';
import { root, run } from './setup.mjs';

const newest = (entry) => {
  const stat = statSync(entry);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(
    stat.mtimeMs,
    ...readdirSync(entry).map((name) => newest(path.join(entry, name))),
  );
};

const bin = path.join(root, 'dist', 'cli.js');
/** The file that is written last. */
const types = path.join(root, 'dist', 'ioredis.d.ts');
const sources = ['src', 'schemas', 'catalog', 'scripts', 'package.json', 'package-lock.json'].map(
  (name) => path.join(root, name),
);

const isFresh = () => {
  try {
    return existsSync(types) && statSync(bin).mtimeMs > Math.max(...sources.map(newest));
  } catch {
    return false;
  }
};

if (process.argv.includes('--if-changed') && isFresh()) process.exit(0);

const { build } = await import('esbuild');
const { commandGroups } = await import('./command-groups.mjs');
const { lazyTextWidth } = await import('./lazy-text-width.mjs');
const { precompiledValidators } = await import('./precompiled-validators.mjs');
const { precompiledTemplates } = await import('./precompiled-templates.mjs');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
rmSync(path.join(root, 'dist'), { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/cli.ts'],
  metafile: true,
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  chunkNames: 'chunks/[name]-[hash]',
  define: { PROGRAM_VERSION: JSON.stringify(version) },
  alias: {
    // The same version for yargs too.
    'string-width': './node_modules/string-width/index.js',
    // Avoids the main entry of the package, which also registers itself with `require` and reads files.
    handlebars: './node_modules/handlebars/dist/cjs/handlebars.js',
    'handlebars/runtime.js': './node_modules/handlebars/dist/cjs/handlebars.runtime.js',
  },
  plugins: [
    commandGroups(),
    precompiledValidators(root),
    precompiledTemplates(root),
    lazyTextWidth(),
  ],
  // Bundled CommonJS packages call require for the built-in modules of Node.
  banner: {
    js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
  },
});
chmodSync(bin, 0o755);
const licenses = path.join(root, 'dist', 'THIRD-PARTY-LICENSES.txt');
writeFileSync(licenses, bundledLicenses(root, metafile));

// The exported ioredis options, for use in other programs.
const recipe = 'src/redis/recommended-client.ts';
await build({
  absWorkingDir: root,
  entryPoints: [recipe],
  outfile: 'dist/ioredis.js',
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
});
const tsc = path.join(root, 'node_modules', '.bin', 'tsc');
const declare = '--ignoreConfig --declaration --emitDeclarationOnly --strict --skipLibCheck';
const language = '--module nodenext --target es2023 --types node --outDir dist';
if (!run(tsc, [recipe, ...declare.split(' '), ...language.split(' ')])) process.exit(2);
renameSync(path.join(root, 'dist', 'recommended-client.d.ts'), types);
