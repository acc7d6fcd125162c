import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accessibilityFaults, browserOfTests, hasBrowser, openPage } from '../support/browser.ts';
import { fileServer } from '../support/file-server.ts';
import { formCatalog } from '../support/form-catalog.ts';
import { startPreview } from '../support/previewed.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const browser = browserOfTests();

const sample = '#/templates/sample';

describe.runIf(hasBrowser)('the page of preview', () => {
  test('keeps answers when files change, and shows faults over the page', async () => {
    const folder = temporaryFolder({
      'redis.yml': 'blueprint: redis-sentinel\nname: shop\nversion: 1.0.0\n',
    });
    const file = join(folder, 'redis.yml');
    const { url } = await startPreview('--answers', file);
    const { page } = await openPage(browser(), url);
    await page.locator('#stack-name').fill('kept-name');
    const box = page.locator('.questions input[type=number]').first();
    await box.fill('7');
    writeFileSync(file, 'blueprint: redis-sentinel\nname: shop\nversion: one\n');
    await page.locator('.faults pre', { hasText: 'redis.yml:3' }).waitFor();
    writeFileSync(file, 'blueprint: redis-sentinel\nname: shop\nversion: 1.0.1\n');
    await page.locator('#version option', { hasText: '1.0.1' }).waitFor({ state: 'attached' });
    await page.locator('.faults').waitFor({ state: 'detached' });
    await page.locator('.verdict.accepted').waitFor();
    expect(await page.locator('#stack-name').inputValue()).toBe('kept-name');
    expect(await box.inputValue()).toBe('7');
    await page.close();
  });

  test('stops what takes too long, and stays usable', async () => {
    const { url } = await startPreview(temporaryFolder(formCatalog));
    const { page } = await openPage(browser(), 'about:blank');
    // Templates have limits of their own: no real input takes this long on every machine.
    await page.route('**/worker.js', async (route) => {
      const response = await route.fetch();
      const body = `addEventListener('message', ({ data }) => {
        while (data.name === 'panels' && data.input.versionId.endsWith(':1'));
      });${await response.text()}`;
      await route.fulfill({ response, body });
    });
    await page.goto(`${url}${sample}`);
    await page.locator('.verdict.accepted').waitFor();
    await page.getByLabel('Template Version').selectOption('1.1.0');
    await page.locator('.verdict.stopped', { hasText: 'stopped after 2 seconds' }).waitFor();
    await page.getByLabel('Text*').fill('still typing');
    await page.getByLabel('Template Version').selectOption('1.0.0');
    await page.locator('.verdict.accepted').waitFor();
    expect(await page.locator('.grid, .panels .line').count()).toBeGreaterThan(0);
    await page.close();
  });

  test('works as an export on a plain file server', async () => {
    const folder = temporaryFolder(formCatalog);
    expect(await runCli(folder, ['preview', '--export', 'public'])).toMatchObject({ code: 0 });
    rmSync(join(folder, 'templates'), { recursive: true });
    const { page, faults } = await openPage(
      browser(),
      `${await fileServer(folder)}/public/index.html`,
    );
    await page.getByRole('link', { name: 'View details of Sample' }).click();
    await page.getByLabel('Text*').fill('exported');
    await page.getByRole('tab', { name: 'Merged' }).click();
    await page.locator('.panels .line', { hasText: 'exported' }).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  test.each(['light', 'dark'] as const)(
    'has no accessibility faults in %s colors at 360, 1280 and 2560 px',
    async (colorScheme) => {
      const folder = temporaryFolder(formCatalog);
      const { url } = await startPreview(folder);
      for (const width of [360, 1280, 2560]) {
        const options = { viewport: { width, height: 900 }, colorScheme };
        const { page } = await openPage(browser(), url, options);
        await page.locator('.findings').first().waitFor();
        expect({ width, found: await accessibilityFaults(page) }).toEqual({ width, found: [] });
        await page.goto(`${url}${sample}`);
        await page.locator('.panels .line').first().waitFor();
        await page.getByRole('button', { name: 'Preview' }).click();
        await page.getByRole('button', { name: 'Launch' }).click();
        await page.locator('.errors').waitFor();
        expect({ width, found: await accessibilityFaults(page) }).toEqual({ width, found: [] });
        await page.close();
      }
    },
  );
});
