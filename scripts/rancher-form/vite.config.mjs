// Builds the form of @rancher/shell, whose sources are in `shell`, into one page.
import path from 'node:path';
import vue from '@vitejs/plugin-vue';
import yaml from 'js-yaml';
import { defineConfig } from 'vite';

const shell = path.resolve('shell');

/** What only other pages of Rancher use. */
const unused = /^(?:buffer|jszip|file-saver)$|\/FileDiff(?:\.vue)?$/;

const plugins = [
  {
    name: 'unused',
    enforce: 'pre',
    resolveId: (id) => (unused.test(id) ? `\0unused:${id}` : null),
    load: (id) =>
      id.startsWith('\0unused:')
        ? 'export default {}; export const Buffer = {}; export const saveAs = null;'
        : null,
  },
  {
    name: 'yaml',
    transform: (source, id) =>
      /\.ya?ml$/.test(id)
        ? { code: `export default ${JSON.stringify(yaml.load(source))}`, map: null }
        : null,
  },
  vue(),
];

export default defineConfig({
  base: './',
  plugins,
  logLevel: 'error',
  define: { 'process.env': '{}', 'process.env.NODE_ENV': '"production"' },
  resolve: {
    extensions: ['.mjs', '.js', '.ts', '.json', '.vue', '.yaml'],
    alias: [
      { find: /^@shell/, replacement: shell },
      { find: /^@components/, replacement: path.join(shell, 'rancher-components') },
      { find: /^~@rancher/, replacement: path.resolve('node_modules/@rancher') },
      { find: /^~@?shell/, replacement: shell },
    ],
  },
  css: {
    preprocessorOptions: {
      scss: {
        quietDeps: true,
        silenceDeprecations: [
          'import',
          'global-builtin',
          'color-functions',
          'legacy-js-api',
          'mixed-decls',
          'slash-div',
          'if-function',
        ],
        additionalData: (source, file) =>
          file.endsWith('.vue') || file.includes('.vue?')
            ? `@use "sass:math"; @import "@shell/assets/styles/base/_variables.scss"; @import "@shell/assets/styles/base/_functions.scss"; @import "@shell/assets/styles/base/_mixins.scss"; ${source}`
            : source,
        loadPaths: [path.resolve('node_modules')],
      },
    },
  },
  build: {
    minify: false,
    chunkSizeWarningLimit: 1e6,
    assetsInlineLimit: 1e6,
    modulePreload: false,
  },
});
