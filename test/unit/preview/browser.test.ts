import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { TemplatePreview } from '../../../src/preview/template-preview.ts';
import { root } from '../../support/bundle.ts';
import { asking, filesOf, input } from './preview-texts.ts';

const files = filesOf({
  '0/rancher-compose.yml': asking('{variable: A, default: a}'),
  '0/docker-compose.yml': `version: '2'
services:
  web:
    image: nginx:\${A}
    labels: {sum: '{{ sha256sum .Values.A }}', text: '{{ b64enc .Values.A | b64dec }}'}
`,
  '0/README.md': '# A\n<script>alert(1)</script>\n',
});
const options = { catalogId: 'c', rancherVersion: 'v1.6.30' };

/** Modules of Node that only rules of charts for Rancher 2 need, which never run in a browser. */
const ofCharts = /^node:(?:crypto|zlib)$/;

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { TemplatePreview } from './src/preview/template-preview.ts';`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'preview',
    write: false,
    plugins: [
      {
        name: 'no-node',
        setup(steps) {
          steps.onResolve({ filter: ofCharts }, ({ path }) => ({ path, namespace: 'none' }));
          steps.onLoad({ filter: /./, namespace: 'none' }, () => ({
            contents: 'export const createHash = undefined, gunzipSync = undefined;',
          }));
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}

test(
  'the preview gives the same in a browser, which has nothing of Node',
  { timeout: 60_000 },
  async () => {
    const context = createContext({
      TextEncoder,
      TextDecoder,
      atob,
      btoa,
      structuredClone,
      files,
      options,
    });
    runInContext(await bundle(), context, { filename: join(root, 'preview.js') });
    const form = input({ A: 'ü 1' });
    const run = (call: string): unknown =>
      JSON.parse(
        String(
          runInContext(
            `JSON.stringify(new preview.TemplatePreview(files, options).${call})`,
            context,
          ),
        ),
      );
    const here = new TemplatePreview(files, options);
    expect(run(`panels(${JSON.stringify(form)})`)).toEqual(
      JSON.parse(JSON.stringify(here.panels(form))),
    );
    const readme: unknown = await runInContext(
      `new preview.TemplatePreview(files, options).readme('c:x:0')`,
      context,
    );
    expect(readme).toBe(await here.readme('c:x:0'));
    expect(run('lint("c:x:0")')).toEqual(here.lint('c:x:0'));
    expect(here.panels(form).verdict).toBe('accepted');
  },
);
