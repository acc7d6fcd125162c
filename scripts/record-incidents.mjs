// Records incidents of real clusters as fixtures: `npm run incidents`, or only some: `npm run incidents -- NAME…`.
import path from 'node:path';
import { importTypeScript } from './import-typescript.mjs';
import { root } from './setup.mjs';

const { recordIncidents } = await importTypeScript('test/support/incidents/record-incidents.ts');
await recordIncidents(
  path.join(root, 'test', 'fixtures', 'incidents'),
  process.argv.slice(2),
  (text) => process.stdout.write(text),
);
process.exit(0);
