// Runs every drill and writes docs/drill-report.md and its pictures: `npm run drills:report`.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, root, run } from './setup.mjs';

build();
const folder = mkdtempSync(path.join(tmpdir(), 'drill-report-'));
const passed = run(process.execPath, ['dist/cli.js', 'cluster', 'drill', '--all', '--report', folder]);
const pictures = path.join(root, 'docs', 'drill-report');
rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });
for (const name of readdirSync(folder).filter((each) => each.endsWith('.svg'))) {
  copyFileSync(path.join(folder, name), path.join(pictures, name));
}
const page = readFileSync(path.join(folder, 'report.md'), 'utf8');
writeFileSync(
  path.join(root, 'docs', 'drill-report.md'),
  page.replaceAll(/\]\((\d\d-[^)]+\.svg)\)/g, '](drill-report/$1)'),
);
rmSync(folder, { recursive: true, force: true });
process.exitCode = passed ? 0 : 1;
