// Precompiles the templates of the included blueprints and replaces the empty table in
// src/generate/precompiled-templates.ts with them. The Handlebars parser is then not loaded.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { importTypeScript } from './import-typescript.mjs';

/** An esbuild plugin. */
export async function precompiledTemplates(root) {
  const programs = new Map();
  const { BlueprintLoader } = await importTypeScript('src/actions/entries/blueprint-loader.ts');
  const { answersDigest, templateDigest } = await importTypeScript(
    'src/generate/template/compile-template.ts',
  );
  const { passedNames } = await importTypeScript('src/generate/template/passed-names.ts');
  const loader = new BlueprintLoader();
  const catalog = path.join(root, 'catalog');
  for (const file of readdirSync(catalog, { recursive: true })) {
    // The templates of starters are changed before they are used.
    if (path.basename(file) !== 'blueprint.yml' || file.startsWith('starters')) continue;
    const { value, diagnostics } = await loader.at(path.join(catalog, file));
    if (!value) throw new Error(`catalog/${file}: ${JSON.stringify(diagnostics)}`);
    const { files, schema, templates, computed } = value;
    const answers = answersDigest(schema.specs);
    const passed = passedNames([...files.templates, ...files.partials]);
    const partials = new Map(files.partials.map((partial) => [partial.output, partial]));
    for (const [index, template] of files.templates.entries()) {
      const { role, program } = templates[index];
      programs.set(templateDigest(template, { role, answers, partials, passed }), program);
    }
    for (const { spec, program } of computed) {
      const compiling = { role: 'computed', answers, partials: new Map(), passed: new Map() };
      const own = { output: spec.name, text: spec.computed };
      programs.set(templateDigest(own, compiling), program);
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
