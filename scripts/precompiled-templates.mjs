// Precompiles the templates of the included blueprints and replaces the empty table in
// src/generate/precompiled-templates.ts with them. The Handlebars compiler is then not loaded.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';
import { importTypeScript } from './import-typescript.mjs';

/** An esbuild plugin. */
export function precompiledTemplates(root) {
  const specs = new Map();
  return {
    name: 'precompiled-templates',
    async setup(builder) {
      const { templateOptions } = await importTypeScript('src/generate/template-options.ts');
      const { digestOf } = await importTypeScript('src/model/digest.ts');
      const catalog = path.join(root, 'catalog');
      for (const file of readdirSync(catalog, { recursive: true })) {
        // The templates of starters are changed before they are used.
        if (!file.endsWith('.hbs') || file.startsWith('starters')) continue;
        const text = readFileSync(path.join(catalog, file), 'utf8');
        specs.set(digestOf([text]), Handlebars.precompile(text, templateOptions));
      }
      const table = [...specs].map(([key, spec]) => `${JSON.stringify(key)}: ${spec}`);
      builder.onLoad({ filter: /src\/generate\/precompiled-templates\.ts$/ }, () => ({
        loader: 'ts',
        contents: `export const precompiledTemplates = {${table.join(',')}}`,
      }));
    },
  };
}
