// Bundles src/commands/main.ts into dist/program.cjs, the same with the most frequent commands only into
// dist/entries.cjs, and src/cli.ts, which runs one of them, into dist/cli.cjs, the bin. CommonJS, because V8's code of it can be kept between runs on every Node.
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
import { importTypeScript } from './import-typescript.mjs';
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
const { onlyCommands } = await import('./only-commands.mjs');
const { leanPackages } = await import('./lean-packages.mjs');
const { precompiledValidators } = await import('./precompiled-validators.mjs');
const { precompiledTemplates } = await import('./precompiled-templates.mjs');
const { buildPage } = await import('./build-page.mjs');
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
const { entryCommands } = await importTypeScript('src/entry-commands.ts');
const precompiled = [await precompiledValidators(root), await precompiledTemplates(root)];

/** Makes dist/NAME of the commands. Returns what is in it, and its digest. */
async function bundleProgram(name, plugins) {
  const file = path.join(root, 'dist', name);
  const { metafile } = await build({
    ...bundle,
    entryPoints: ['src/commands/main.ts'],
    outfile: file,
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
      // The parser, which is all that is used of it.
      handlebars: './node_modules/handlebars/dist/cjs/handlebars/compiler/base.js',
    },
    plugins: [...precompiled, leanPackages(), ...plugins],
  });
  const code = readFileSync(file);
  const dynamic = metafile.outputs[`dist/${name}`].imports.find(
    ({ kind }) => kind === 'dynamic-import',
  );
  if (dynamic) throw new Error(`dist/${name} cannot import ${dynamic.path} when it runs`);
  // It is read as Latin-1, the fastest. esbuild escapes other characters, except in regular expressions.
  if (code.some((byte) => byte > 0x7f)) {
    throw new Error(`dist/${name} is not ASCII: write \\u escapes in the regular expressions`);
  }
  return { metafile, digest: createHash('sha256').update(code).digest('hex') };
}

const { metafile, digest } = await bundleProgram('program.cjs', []);
const entries = await bundleProgram('entries.cjs', [onlyCommands(entryCommands)]);
const digests = { 'program.cjs': digest, 'entries.cjs': entries.digest };
await build({
  ...bundle,
  entryPoints: ['src/cli.ts'],
  outfile: bin,
  define: {
    PROGRAM_VERSION: JSON.stringify(version),
    PROGRAM_DIGESTS: JSON.stringify(digests),
    'import.meta.dirname': '__dirname',
  },
});
chmodSync(bin, 0o755);
const page = await buildPage({ root, build, version, plugins: precompiled });
const licenses = path.join(root, 'dist', 'THIRD-PARTY-LICENSES.txt');
writeFileSync(licenses, bundledLicenses(root, [metafile, page]));

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
