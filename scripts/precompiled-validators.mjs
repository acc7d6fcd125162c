// Compiles the included schemas to code and replaces the empty table in src/json-schema/precompiled.ts with
// it. Loading the code takes 3 ms, compiling one schema 43 ms.
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { importTypeScript } from './import-typescript.mjs';

const standalone = createRequire(import.meta.url)('ajv/dist/standalone').default;

/** The schemas to compile: by digest for an answers schema, as a blueprint has it; by name for the others. */
async function includedSchemas(root) {
  const { digestOf } = await importTypeScript('src/model/digest.ts');
  const schemas = new Map();
  for (const name of readdirSync(path.join(root, 'schemas'))) {
    // For readers and editors; the program validates nothing against them.
    if (/^(?:output|answers-schema)\.schema\.json$/.test(name)) continue;
    const schema = JSON.parse(readFileSync(path.join(root, 'schemas', name), 'utf8'));
    const key = name.replace(/\.schema\.json$/, '');
    // `allOf` of the answers file schema is only for editors (src/answers/answers-file.ts).
    if (key === 'answers-file') delete schema.allOf;
    schemas.set(key, schema);
  }
  for (const blueprint of readdirSync(path.join(root, 'catalog'))) {
    const file = path.join(root, 'catalog', blueprint, 'answers.schema.json');
    // catalog/starters has blueprints in it.
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    schemas.set(digestOf([text]), JSON.parse(text));
  }
  return schemas;
}

/** An esbuild plugin. */
export async function precompiledValidators(root) {
  const namespace = 'validator';
  const { ajvOptions, vocabulary } = await importTypeScript('src/json-schema/ajv-options.ts');
  const compiler = () => {
    const ajv = new Ajv({ ...ajvOptions, code: { source: true, esm: true } });
    addFormats.default(ajv);
    return ajv.addVocabulary([...vocabulary]);
  };
  const codes = new Map();
  for (const [key, schema] of await includedSchemas(root)) {
    const ajv = compiler();
    codes.set(key, standalone(ajv, ajv.compile(schema)));
  }
  // The schema of schemas, which others are checked with before they are compiled.
  const ajv = compiler();
  codes.set('draft-07', standalone(ajv, ajv.getSchema('http://json-schema.org/draft-07/schema')));
  // Each is loaded when it is used.
  const table = [...codes.keys()].map(
    (key) => `get ${JSON.stringify(key)}() { return require('${namespace}:${key}').default; }`,
  );
  return {
    name: 'precompiled-validators',
    setup(builder) {
      builder.onLoad({ filter: /src\/json-schema\/precompiled\.ts$/ }, () => ({
        loader: 'ts',
        resolveDir: root,
        contents: `export const precompiled = {${table.join(',')}}`,
      }));
      builder.onResolve({ filter: /^validator:/ }, ({ path: id }) => ({
        path: id.slice(10),
        namespace,
      }));
      builder.onLoad({ filter: /.*/, namespace }, ({ path: key }) => ({
        loader: 'js',
        resolveDir: root,
        contents: codes.get(key),
      }));
    },
  };
}
