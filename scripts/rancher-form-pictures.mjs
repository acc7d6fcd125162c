// Draws the pictures of Rancher's form for docs/rancher-2.md: `npm run form:pictures`. The questions are those of the
// chart that the built-in blueprint redis-sentinel gives; the page is Rancher's own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { openRancherForm } from './rancher-form.mjs';
import { build, root } from './setup.mjs';

/** What a cluster has, for the questions that offer its resources. */
const offered = {
  'storage.k8s.io.storageclass': ['local-path', 'longhorn'],
  secret: ['redis-passwords', 'registry'],
};

/** The tabs that are drawn. */
const pictures = ['Size', 'Access', 'Storage'];

function run(command, args, cwd) {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
}

/** The values and questions of the chart. */
function chartIn(folder) {
  const answers = { blueprint: 'redis-sentinel', name: 'redis', version: '1.0.0' };
  writeFileSync(path.join(folder, 'answers.yml'), JSON.stringify(answers));
  const cli = path.join(root, 'dist', 'cli.cjs');
  run(process.execPath, [cli, 'generate', '--out', '.', '--target', 'rancher-2'], folder);
  run('tar', ['-xzf', 'catalog/assets/redis-1.0.0.tgz'], folder);
  const read = (name) => parse(readFileSync(path.join(folder, 'redis', name), 'utf8'));
  return {
    name: 'redis',
    chartValues: read('values.yaml'),
    questions: read('questions.yaml').questions,
  };
}

build();
const folder = mkdtempSync(path.join(tmpdir(), 'rancher-form-'));
const { page, close } = await openRancherForm({ width: 1000, height: 600 });
try {
  await page.evaluate((chart) => globalThis.rancherForm.show(chart), {
    ...chartIn(folder),
    offered,
  });
  for (const tab of pictures) {
    await page.click(`[data-testid="btn-${tab}"]`);
    await page.evaluate(() => document.activeElement?.blur());
    const file = path.join(root, 'docs', `rancher-2-${tab.toLowerCase()}.png`);
    await page.locator('.side-tabs').first().screenshot({ path: file, animations: 'disabled' });
    console.log(file);
  }
} finally {
  await close();
  rmSync(folder, { recursive: true, force: true });
}
