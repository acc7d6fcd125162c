// Precompiles the templates of the included blueprints and replaces the empty table in
// src/generate/precompiled-templates.ts with them. The Handlebars parser is then not loaded.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { importTypeScript } from './import-typescript.mjs';

/** An esbuild plugin. */
export async function precompiledTemplates(root) {
  const programs = new Map();
  const { BlueprintLoader } = await importTypeScript('src/actions/entries/blueprint-loader.ts');
  const { templateDigest } = await importTypeScript('src/generate/template/compile-template.ts');
  const loader = new BlueprintLoader();
  const catalog = path.join(root, 'catalog');
  for (const file of readdirSync(catalog, { recursive: true })) {
    // The templates of starters are changed before they are used.
    if (path.basename(file) !== 'blueprint.yml' || file.startsWith('starters')) continue;
    const { value, diagnostics } = await loader.at(path.join(catalog, file));
    if (!value) throw new Error(`catalog/${file}: ${JSON.stringify(diagnostics)}`);
    const { files, templates, computed } = value;
    const partials = new Map(files.partials.map((partial) => [partial.output, partial]));
    for (const [index, { text }] of files.templates.entries()) {
      programs.set(templateDigest(text, partials), templates[index].program);
    }
    for (const { spec, program } of computed) {
      programs.set(templateDigest(spec.computed, new Map()), program);
    }
  }
  // A text is loaded sooner than an object, and few of them are used in one run.
  const table = [...programs].map(
    ([digest, program]) =>
      `get ${JSON.stringify(digest)}() { return JSON.parse(${JSON.stringify(JSON.stringify(program))}); }`,
  );
  return {
    name: 'precompiled-templates',
    setup(builder) {
      builder.onLoad({ filter: /src\/generate\/precompiled-templates\.ts$/ }, () => ({
        loader: 'ts',
        contents: `export const precompiledTemplates = {${table.join(',')}}`,
      }));
    },
  };
}
