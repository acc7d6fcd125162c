import { describe, expect, test } from 'vitest';
import { browserOfTests, hasBrowser, openPage } from '../support/browser.ts';
import { startPreview } from '../support/previewed.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const browser = browserOfTests();

const withIcon = (svg: string) => ({
  'templates/redis/catalogIcon-redis.svg': svg,
  'templates/redis/config.yml': 'name: Redis\nversion: 1.0.0\n',
  'templates/redis/0/docker-compose.yml': 'redis:\n  image: redis:3\n',
  'templates/redis/0/rancher-compose.yml': '.catalog:\n  name: Redis\n  version: 1.0.0\n',
});

describe.runIf(hasBrowser)('icons of the preview', () => {
  test('are drawn although an SVG states no size, and run no scripts', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" onload="alert(1)"><script>alert(2)</script><rect width="48" height="48"/></svg>';
    const { url } = await startPreview(temporaryFolder(withIcon(svg)));
    const { page, faults } = await openPage(browser(), url);
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    const icon = page.locator('.card-icon img');
    await expect.poll(() => icon.boundingBox()).toMatchObject({ width: 80, height: 80 });
    await page.getByRole('link', { name: 'View details of Redis' }).click();
    const large = page.locator('.template-icon img');
    await expect.poll(() => large.boundingBox()).toMatchObject({ width: 75, height: 75 });
    expect(asked).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });
});
