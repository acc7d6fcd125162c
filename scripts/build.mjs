// Bundles src/commands/main.ts into dist/program.cjs, and src/cli.ts, which runs it, into dist/cli.cjs, the bin.
// CommonJS, because V8's code of it can be kept between runs on every Node.
// `--if-changed` does nothing if dist/ is newer than every source.
import { createHash } from 'node:crypto';
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

const bin = path.join(root, 'dist', 'cli.cjs');
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
const { lazyTextWidth } = await import('./lazy-text-width.mjs');
const { precompiledValidators } = await import('./precompiled-validators.mjs');
const { precompiledTemplates } = await import('./precompiled-templates.mjs');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
rmSync(path.join(root, 'dist'), { recursive: true, force: true });
const bundle = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  minify: true,
};
const program = path.join(root, 'dist', 'program.cjs');
const { metafile } = await build({
  ...bundle,
  entryPoints: ['src/commands/main.ts'],
  outfile: program,
  define: {
    PROGRAM_VERSION: JSON.stringify(version),
    'import.meta.dirname': '__dirname',
    // yargs resolves modules and locales from there.
    'import.meta.url': 'programUrl',
  },
  // An expression, so that its code can be compiled and kept as a whole.
  banner: {
    js: '(function(exports,require,module,__filename,__dirname){"use strict";const programUrl=require("node:url").pathToFileURL(__filename).href;',
  },
  footer: { js: '})' },
  alias: {
    // The same version for yargs too.
    'string-width': './node_modules/string-width/index.js',
    // Avoids the main entry of the package, which also registers itself with `require` and reads files.
    handlebars: './node_modules/handlebars/dist/cjs/handlebars.js',
    'handlebars/runtime.js': './node_modules/handlebars/dist/cjs/handlebars.runtime.js',
  },
  plugins: [precompiledValidators(root), precompiledTemplates(root), lazyTextWidth()],
});
const code = readFileSync(program);
const { imports } = metafile.outputs['dist/program.cjs'];
const dynamic = imports.find(({ kind }) => kind === 'dynamic-import');
if (dynamic) throw new Error(`dist/program.cjs cannot import ${dynamic.path} when it runs`);
// It is read as Latin-1, the fastest. esbuild escapes other characters, except in regular expressions.
if (code.some((byte) => byte > 0x7f)) {
  throw new Error('dist/program.cjs is not ASCII: write \\u escapes in the regular expressions');
}
const digest = createHash('sha256').update(code).digest('hex');
await build({
  ...bundle,
  entryPoints: ['src/cli.ts'],
  outfile: bin,
  define: {
    PROGRAM_VERSION: JSON.stringify(version),
    PROGRAM_DIGEST: JSON.stringify(digest),
    'import.meta.dirname': '__dirname',
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
