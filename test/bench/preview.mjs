// `npm run bench` and `node test/bench/preview.mjs`: how soon the page of `preview` can be used, and how soon its panels
// follow a keystroke, in Debian's Chromium. Printed, never asserted.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from '../../scripts/rancher-form.mjs';
import { build, installPackages, root } from '../../scripts/setup.mjs';
import { median } from './measured.mjs';

const cli = path.join(root, 'dist', 'cli.cjs');
const corpus = path.join(root, '../shared/corpus/rancher-catalog');
const rounds = 5;

const sizeOf = (file) => gzipSync(readFileSync(file)).length;
const kb = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
const p95 = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * 0.95)];

function printSizes() {
  const page = path.join(root, 'dist', 'preview');
  const [first, worker] = ['page.js', 'worker.js'].map((name) => sizeOf(path.join(page, name)));
  console.log(
    `  compressed scripts: ${kb(first)} for the first paint, ${kb(worker)} in the worker`,
  );
}

/** The time of bare Node in ms. */
function bareNode() {
  const start = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - start;
}

/** Starts a preview. Returns its address, how long it took in ms, and what ends it. */
async function startPreview(folder) {
  const start = performance.now();
  const child = spawn(process.execPath, [cli, 'preview', '--json', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed = await new Promise((resolve, reject) => {
    child.stdout.once('data', (data) => resolve(String(data)));
    child.once('exit', () => reject(new Error(`the preview of ${folder} ended`)));
  });
  const end = () =>
    new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill('SIGINT');
    });
  return { url: JSON.parse(printed).url, ms: performance.now() - start, end };
}

/** 10,000 versions of 500 templates. */
function writeLarge(folder) {
  for (let template = 0; template < 500; template += 1) {
    const below = path.join(folder, 'templates', `app-${template}`);
    for (let version = 0; version < 20; version += 1) {
      const own = path.join(below, String(version));
      mkdirSync(own, { recursive: true });
      writeFileSync(path.join(own, 'docker-compose.yml'), 'web:\n  image: nginx\n');
      writeFileSync(
        path.join(own, 'rancher-compose.yml'),
        `.catalog:\n  version: 1.0.${version}\n`,
      );
    }
    writeFileSync(path.join(below, 'config.yml'), `name: App ${template}\nversion: 1.0.19\n`);
  }
}

async function benchLarge(folder) {
  writeLarge(folder);
  const [starts, lists, ratios] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const bare = bareNode();
    const { url, ms, end } = await startPreview(folder);
    const asked = performance.now();
    await (await fetch(new URL('data/list.json', url))).text();
    lists.push(performance.now() - asked);
    starts.push(ms);
    ratios.push(ms / bare);
    await end();
  }
  console.log(
    `  10,000 versions: ready after ${median(starts).toFixed(0)} ms (${median(ratios).toFixed(1)} × bare node), then the list ${median(lists).toFixed(0)} ms`,
  );
}

/** Milliseconds from the start of the page until it shows the first card. */
async function usableAfter(browser, url) {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('.card')) return;
      globalThis.usableAt = performance.now();
      observer.disconnect();
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  await page.goto(url);
  await page.locator('.card').first().waitFor();
  const ms = await page.evaluate(() => globalThis.usableAt);
  await page.close();
  return ms;
}

/** Types into a field, and waits each time until the open panel has the text. Runs in the page. */
async function typeInPage(id) {
  const input = document.getElementById(id);
  const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  const times = [];
  for (let round = 0; round < 80; round += 1) {
    const word = `typed${round}x`;
    const start = performance.now();
    const shown = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector('.tab-panel').textContent.includes(word)) return;
        observer.disconnect();
        resolve(performance.now());
      });
      observer.observe(document.querySelector('.panels'), {
        childList: true,
        subtree: true,
        characterData: true,
      });
    });
    value.set.call(input, word);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    times.push((await shown) - start);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  // Code that runs for the first time is compiled then.
  return times.slice(20);
}

async function benchKeystrokes(browser, name, url, field) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.locator('.panels .line').first().waitFor();
  await page.getByRole('tab', { name: 'Merged' }).click();
  const id = await page.getByLabel(field, { exact: true }).first().getAttribute('id');
  const times = await page.evaluate(typeInPage, id);
  await page.close();
  console.log(
    `  keystroke to panels, ${name}: median ${median(times).toFixed(1)} ms, p95 ${p95(times).toFixed(1)} ms`,
  );
}

/** Prints the times. */
export async function benchPreview() {
  console.log('preview:');
  const folder = mkdtempSync(path.join(tmpdir(), 'rancher-catalog-bench-'));
  printSizes();
  await benchLarge(path.join(folder, 'large'));
  if (!existsSync(chromium)) {
    console.log(`  in a browser: not measured (${chromium} is missing)`);
    rmSync(folder, { recursive: true });
    return;
  }
  const { chromium: type } = await import('playwright-core');
  const args = ['--no-sandbox', '--disable-gpu'];
  const browser = await type.launch({ executablePath: chromium, args });
  try {
    const redis = path.join(folder, 'redis');
    const example = path.join(root, 'catalog/redis-sentinel/answers.example.yml');
    mkdirSync(path.join(redis, 'templates'), { recursive: true });
    spawnSync(process.execPath, [cli, 'generate', '-a', example, '--catalog', redis]);
    const [template] = readdirSync(path.join(redis, 'templates'));
    const own = await startPreview(redis);
    await benchKeystrokes(
      browser,
      'redis-sentinel',
      `${own.url}#/templates/${template}`,
      'Time zone*',
    );
    await own.end();
    if (existsSync(corpus)) await benchCorpus(browser);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

async function benchCorpus(browser) {
  const { url, end } = await startPreview(corpus);
  const times = [];
  for (let round = 0; round <= rounds; round += 1) times.push(await usableAfter(browser, url));
  console.log(
    `  Rancher's own catalog: usable ${median(times.slice(1)).toFixed(0)} ms after the start of the page`,
  );
  await benchKeystrokes(
    browser,
    'k8s/63',
    `${url}#/infra-templates/k8s`,
    'Private Registry for Add-Ons and Pod Infra Container Image',
  );
  await end();
}

if (process.argv[1] === import.meta.filename) {
  installPackages();
  build();
  await benchPreview();
}
