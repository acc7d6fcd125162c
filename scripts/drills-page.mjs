// Generates docs/drills.md from the definitions of the drills: `npm run drills:page`.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './setup.mjs';

const { outputFiles } = await build({
  absWorkingDir: root,
  stdin: {
    contents: `export { drillsFor } from './src/cluster/drills/drills.ts';
      export { renderDrillPage } from './src/cluster/drills/drill-page.ts';`,
    resolveDir: root,
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const code = outputFiles[0]?.text ?? '';
const { drillsFor, renderDrillPage } = await import(
  `data:text/javascript,${encodeURIComponent(code)}`
);
writeFileSync(path.join(root, 'docs', 'drills.md'), renderDrillPage(drillsFor()));
