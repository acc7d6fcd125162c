// Generates docs/drills.md and docs/storm.md from their definitions: `npm run drills:page`.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { importTypeScript } from './import-typescript.mjs';
import { root } from './setup.mjs';

const { allDrills, allShardDrills } = await importTypeScript('src/cluster/drills/all-drills.ts');
const { renderDrillPage } = await importTypeScript('scripts/drill-page.ts');
const { renderStormPage } = await importTypeScript('scripts/storm-page.ts');
writeFileSync(path.join(root, 'docs', 'drills.md'), renderDrillPage(allDrills(), allShardDrills()));
writeFileSync(path.join(root, 'docs', 'storm.md'), renderStormPage());
