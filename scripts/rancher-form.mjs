// Fetches and builds the form of Rancher's dashboard, in which a chart's questions are asked: the components of the npm
// package @rancher/shell, whose hundreds of dependencies are not installed, and the packages that these components use.
// Both are fetched once per machine, and the project does not contain them.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { madeOnce, run, unpack } from './fetched.mjs';

/** The form of Rancher 2.15. */
const shell = {
  name: '@rancher/shell@3.0.13',
  integrity:
    'sha512-bkAtBKlTVxq2VXjTjJO0UNMtI8tGjuPeYMeRk3F/W/w18dpIMi3Si13ymyjxX3O5E0uGvw1gRkcm15MHmCMIbg==',
};

const sources = path.join(import.meta.dirname, 'rancher-form');

/** A folder for each version of the sources. */
function folderName() {
  const hash = createHash('sha256').update(shell.integrity);
  for (const name of readdirSync(sources).sort()) {
    hash.update(name).update(readFileSync(path.join(sources, name)));
  }
  return `rancher-form-${hash.digest('hex').slice(0, 16)}`;
}

/** Builds the page into `work`, and removes what is needed for that alone. */
function build(work) {
  cpSync(sources, work, { recursive: true });
  console.error('building the form of Rancher 2 …');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'], work);
  unpack(shell, work);
  renameSync(path.join(work, 'package'), path.join(work, 'shell'));
  run(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], work);
  rmSync(path.join(work, 'shell'), { recursive: true });
  const packages = path.join(work, 'node_modules');
  for (const name of readdirSync(packages)) {
    if (name !== 'playwright-core') rmSync(path.join(packages, name), { recursive: true });
  }
  return work;
}

/** The folder with the page in `dist`, and playwright-core; built once per machine and version of the sources. */
const rancherFormFolder = () => madeOnce(folderName(), build);

/** Where Debian has Chromium. */
export const chromium = '/usr/bin/chromium';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Opens the form in Chromium; nothing is fetched from a network. Returns the page, and what closes it. */
export async function openRancherForm(viewport = { width: 1200, height: 800 }) {
  const folder = rancherFormFolder();
  const require = createRequire(path.join(folder, 'main.js'));
  const browser = await require('playwright-core').chromium.launch({
    executablePath: chromium,
    args: ['--no-sandbox', '--disable-gpu'],
    timeout: 120_000,
  });
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(120_000);
  const dist = path.join(folder, 'dist');
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    const file = path.join(dist, pathname === '/' ? 'index.html' : pathname);
    if (!existsSync(file)) return route.fulfill({ status: 404 });
    const contentType = types[path.extname(file)] ?? 'application/octet-stream';
    return route.fulfill({ contentType, body: readFileSync(file) });
  });
  await page.goto('http://rancher.invalid/');
  await page.waitForFunction(() => 'rancherForm' in globalThis);
  return { page, close: () => browser.close() };
}
