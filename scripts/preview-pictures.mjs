// `npm run preview:pictures`: draws docs/preview-*.png again, by a real preview in Debian's Chromium, with 64
// colors each (Debian's pngquant).
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from './rancher-form.mjs';
import { build, installPackages, root, run } from './setup.mjs';

installPackages();
build();
if (!existsSync(chromium)) throw new Error(`${chromium} is missing: install chromium`);
const { chromium: browserType } = await import('playwright-core');

const folder = mkdtempSync(path.join(tmpdir(), 'rancher-catalog-pictures-'));
const answers = `blueprint: redis-sentinel
name: shop-redis
version: 1.0.0
answers:
  image: registry.example.com/redis-sentinel:1.0.0
`;

/** Starts a preview. Returns its address, and what ends it. */
async function startPreview() {
  writeFileSync(path.join(folder, 'redis.yml'), answers);
  const cli = path.join(root, 'dist', 'cli.cjs');
  const child = spawn(process.execPath, [cli, 'preview', '--json', '-a', 'redis.yml'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed = await new Promise((resolve, reject) => {
    child.stdout.once('data', (data) => resolve(String(data)));
    child.once('exit', () => reject(new Error('the preview ended')));
  });
  return { url: JSON.parse(printed).url, end: () => child.kill('SIGINT') };
}

const tab = (page, name) => page.getByRole('tab', { name });

/** What each picture shows. */
const steps = {
  form: async (page) => {
    await tab(page, 'Services').click();
    await page.locator('.grid').waitFor();
  },
  files: async (page) => {
    await page.getByLabel('Down after (ms)').fill('5000');
    await page.getByLabel('Replicas*').selectOption('4');
    await tab(page, 'Merged').click();
    await page.locator('.line.changed').first().waitFor();
    await page.getByText('Configuration Options').evaluate((heading) => heading.scrollIntoView());
    await page
      .locator('.line.changed')
      .first()
      .evaluate((line) => line.scrollIntoView());
    await page.evaluate(() => scrollBy(0, -40));
  },
  placement: async (page) => {
    await tab(page, 'Placement').click();
    await page.getByLabel('Number of hosts').fill('2');
    await page.locator('.placement .rejected').waitFor();
    await page.locator('.panels').evaluate((panels) => panels.scrollTo(0, 0));
    await page.getByText('Configuration Options').evaluate((heading) => heading.scrollIntoView());
  },
};

const { url, end } = await startPreview();
const browser = await browserType.launch({
  executablePath: chromium,
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  for (const colorScheme of ['light', 'dark']) {
    for (const [name, prepare] of Object.entries(steps)) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme });
      await page.goto(url);
      await page.locator('.panels .line').first().waitFor();
      await prepare(page);
      const file = path.join(root, 'docs', `preview-${name}-${colorScheme}.png`);
      await page.screenshot({ path: file });
      const fewer = ['--force', '--strip', '--ext', '.png', '64', file];
      if (!run('pngquant', fewer)) throw new Error('pngquant is missing: install it');
      await page.close();
    }
  }
} finally {
  await browser.close();
  end();
  rmSync(folder, { recursive: true, force: true });
}
