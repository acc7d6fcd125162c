import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { browserOfTests, hasBrowser, openPage } from '../support/browser.ts';
import { formCatalog } from '../support/form-catalog.ts';
import { startPreview } from '../support/previewed.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const browser = browserOfTests();

const compose = 'templates/live/0/rancher-compose.yml';
const files = {
  'templates/live/config.yml': 'name: Live\nversion: 1.0.0\n',
  'templates/live/0/docker-compose.yml': "version: '2'\nservices:\n  web:\n    image: nginx:1\n",
  [compose]:
    "version: '2'\ncatalog:\n  version: 1.0.0\n  questions:\n  - {variable: A, label: Words, type: string, default: a}\n",
};

const open = async (more: Readonly<Record<string, string>> = {}) => {
  const folder = temporaryFolder({ ...files, ...more });
  const { url } = await startPreview(folder);
  const { page } = await openPage(browser(), `${url}#/templates/live`);
  await page.getByLabel('Words').fill('entered');
  await page.locator('#stack-name').fill('kept-name');
  return { folder, page };
};

describe.runIf(hasBrowser)('the page of preview, while files are broken', () => {
  test.each([
    ['is not YAML', 'a: ['],
    ['is empty', ''],
  ])('keeps the form of a template whose rancher-compose.yml %s', async (_how, text) => {
    const { folder, page } = await open();
    writeFileSync(join(folder, compose), text);
    await page.getByText('Rancher does not list templates/live').waitFor();
    expect(await page.getByLabel('Words').inputValue()).toBe('entered');
    writeFileSync(join(folder, compose), files[compose] ?? '');
    await page.getByText('Rancher does not list').waitFor({ state: 'detached' });
    await page.locator('.verdict.accepted').waitFor();
    expect(await page.locator('#stack-name').inputValue()).toBe('kept-name');
    expect(await page.getByLabel('Words').inputValue()).toBe('entered');
    await page.close();
  });

  test('brings back what was entered for a version that was gone', async () => {
    const { folder, page } = await open({
      'templates/live/1/docker-compose.yml': files['templates/live/0/docker-compose.yml'] ?? '',
      'templates/live/1/rancher-compose.yml': "version: '2'\ncatalog: {version: 1.1.0}\n",
    });
    rmSync(join(folder, compose));
    await page.getByLabel('Words').waitFor({ state: 'detached' });
    writeFileSync(join(folder, compose), files[compose] ?? '');
    await page.getByLabel('Words').waitFor();
    expect(await page.getByLabel('Words').inputValue()).toBe('entered');
    expect(await page.locator('#stack-name').inputValue()).toBe('kept-name');
    await page.close();
  });

  test('marks a number of hosts that cannot be, and goes back to the last one', async () => {
    const { url } = await startPreview(temporaryFolder(formCatalog));
    const { page } = await openPage(browser(), `${url}#/templates/sample`);
    await page.getByRole('tab', { name: 'Placement' }).click();
    const count = page.getByLabel('Number of hosts');
    for (const wrong of ['0', '-1', '1.5', '1001', '']) {
      await count.fill(wrong);
      await page.getByText('a whole number from 1 to 1000').waitFor();
      expect(await count.getAttribute('aria-invalid')).toBe('true');
    }
    await count.blur();
    expect(await count.inputValue()).toBe('3');
    expect(await count.getAttribute('aria-invalid')).toBe('false');
    await count.fill('1000');
    await page.getByText('on 1000 hosts').waitFor();
    expect(await page.getByRole('slider').getAttribute('max')).toBe('20');
    await page.close();
  });
});
