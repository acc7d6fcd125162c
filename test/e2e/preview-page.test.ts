import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserOfTests, hasBrowser, openPage } from '../support/browser.ts';
import { formCatalog } from '../support/form-catalog.ts';
import { startPreview } from '../support/previewed.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const browser = browserOfTests();

/** Opens the preview of a catalog. */
const openCatalog = async (files: Readonly<Record<string, string>> = formCatalog, hash = '') => {
  const { url } = await startPreview(temporaryFolder(files));
  return openPage(browser(), `${url}${hash}`);
};

const sample = '#/templates/sample';

/** Names of the widgets as a reader of a screen has them, in order. */
const labels = (page: Page) =>
  page.locator('.questions label:not(.radios label), .questions legend').allTextContents();

const tab = (page: Page, name: string) => page.getByRole('tab', { name });

describe.runIf(hasBrowser)('the page of preview', () => {
  test('lists the catalog, filters it, and opens a template', async () => {
    const { page, faults } = await openCatalog();
    await page.locator('.card').first().waitFor();
    expect(await page.locator('.card h2').allTextContents()).toEqual(['Plain', 'Sample']);
    expect(await page.locator('.ribbon').allTextContents()).toEqual(['Official']);
    await page.getByPlaceholder('Search...').fill('TYPE');
    expect(await page.locator('.card h2').allTextContents()).toEqual(['Sample']);
    await page.getByPlaceholder('Search...').fill('nothing');
    await page.getByText('There are no compatible templates.').waitFor();
    await page.getByPlaceholder('Search...').fill('');
    await page.getByLabel('Category:').selectOption('Tests');
    expect(await page.locator('.card h2').allTextContents()).toEqual(['Sample']);
    await page.locator('.findings').first().waitFor();
    await page.getByRole('link', { name: 'View details of Sample' }).click();
    await page.getByText('Configuration Options').waitFor();
    expect(new URL(page.url()).hash).toBe(sample);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('draws each type of question as Rancher does', async () => {
    const { page, faults } = await openCatalog(formCatalog, sample);
    await page.getByText('Configuration Options').waitFor();
    expect(await labels(page)).toEqual([
      'Name*',
      'Description',
      'Text*',
      'Lines',
      'Count',
      'Share',
      'Secret*',
      'Masked',
      'Flag*',
      'Choice',
      'Cert',
      'Service',
      'Vault',
      'Day',
      'Other',
    ]);
    const field = (name: string) => page.getByLabel(name, { exact: false }).last();
    expect(await page.locator('#stack-name').inputValue()).toBe('sample');
    expect(await page.getByLabel('Lines').inputValue()).toBe('a\nb');
    expect(await page.getByLabel('Count').getAttribute('type')).toBe('number');
    expect(await page.getByLabel('Masked').getAttribute('type')).toBe('password');
    expect(await page.getByRole('radio', { name: 'True' }).isChecked()).toBe(true);
    expect(await page.getByLabel('Choice').locator('option').allTextContents()).toEqual([
      'Choose an option...',
      'one',
      'two',
    ]);
    expect(await page.getByLabel('Choice').inputValue()).toBe('');
    expect(await page.getByLabel('Cert').inputValue()).toBe('example.com');
    expect(await page.getByLabel('Service', { exact: true }).inputValue()).toBe('example/web');
    expect(await page.getByLabel('Vault').inputValue()).toBe('');
    expect(await field('Other').inputValue()).toBe('red');
    await page.getByText('Unrecognized question type: color').waitFor();
    expect(await page.title()).toBe('Catalog preview');
    expect(faults).toEqual([]);
    await page.close();
  });

  test('generates a password, and shows it', async () => {
    const { page } = await openCatalog(formCatalog, sample);
    const secret = page.locator('.joined input');
    await page.getByRole('button', { name: 'Generate Secret' }).click();
    expect(await secret.inputValue()).toMatch(/^[\w!@#$%^&*()+\-=[\]{};:,./<>?|]{16}$/);
    expect(await secret.getAttribute('type')).toBe('text');
    await page.close();
  });

  test('reports what is missing in the words of Rancher, then shows the request', async () => {
    const { page } = await openCatalog(formCatalog, sample);
    await page.locator('#stack-name').fill('');
    await page.getByRole('button', { name: 'Launch' }).click();
    expect(await page.locator('.errors li').allTextContents()).toEqual([
      'Name is required',
      'Text is required',
      'Secret is required',
    ]);
    await page.locator('#stack-name').fill('shop_1');
    await page.getByLabel('Text*').fill('hello');
    await page.locator('.joined input').fill('x');
    await page.getByRole('button', { name: 'Launch' }).click();
    expect(await page.locator('.errors li').allTextContents()).toEqual([
      'Validation failed in API: name contains invalid characters',
    ]);
    await page.locator('#stack-name').fill('shop');
    await page.getByRole('button', { name: 'Launch' }).click();
    const body = JSON.parse((await page.locator('.sent pre').textContent()) ?? '') as {
      environment: Record<string, unknown>;
    };
    expect(body).toMatchObject({ name: 'shop', startOnCreate: true });
    expect(body.environment).toMatchObject({ TEXT: 'hello', FLAG: true, CHOICE: 'three' });
    expect(body.environment).not.toHaveProperty('SERVICE');
    await page.close();
  });

  test('opens the version that the command line names', async () => {
    const { url } = await startPreview(join(temporaryFolder(formCatalog), 'templates/sample/1'));
    const { page } = await openPage(browser(), url);
    await page.getByLabel('New', { exact: true }).waitFor();
    expect(new URL(page.url()).hash).toBe(sample);
    await page.close();
  });

  test('loses what was entered when another version is chosen', async () => {
    const { page } = await openCatalog(formCatalog, sample);
    await page.getByLabel('Text*').fill('typed');
    await page.getByLabel('Template Version').selectOption('1.1.0');
    await page.getByLabel('New', { exact: true }).waitFor();
    expect(await page.getByLabel('Text*').inputValue()).toBe('');
    await page.getByLabel('Template Version').selectOption('');
    expect(await page.getByRole('button', { name: 'Launch' }).count()).toBe(0);
    await page.close();
  });

  test('shows beside the form what Rancher makes of an answer', async () => {
    const { page } = await openCatalog(formCatalog, sample);
    await page.locator('.verdict.accepted').waitFor();
    await page.getByLabel('Text*').fill('seen');
    await tab(page, 'Merged').click();
    await page.locator('.panels .line.changed', { hasText: '- TEXT=seen' }).waitFor();
    await page.getByLabel('Count').fill('');
    await page.locator('.verdict.rejected').waitFor();
    await page.getByLabel('Count').fill('3');
    await page.locator('.verdict.accepted').waitFor();
    await tab(page, 'answers.txt').click();
    const answers = page.locator('.panels .line', { hasText: 'TEXT=seen' });
    expect(await answers.count()).toBe(1);
    await page.close();
  });

  test('merges as launch --yaml prints it', async () => {
    const folder = temporaryFolder(formCatalog);
    const { url } = await startPreview(folder);
    const { page } = await openPage(browser(), `${url}${sample}`);
    await page.getByLabel('Text*').fill('it: "is" #1');
    await page.getByLabel('Count').fill('5');
    await tab(page, 'Merged').click();
    await page.locator('.panels .line', { hasText: 'scale: 5' }).waitFor();
    const lines = await page.locator('.panels .line code').allTextContents();
    const settings = ['TEXT=it: "is" #1', 'COUNT=5', 'CHOICE=three'];
    const sets = settings.flatMap((each) => ['--set', each]);
    const ran = await runCli(folder, ['launch', 'templates/sample/0', '--yaml', ...sets]);
    expect(`${lines.join('\n')}\n`).toBe(ran.stdout);
    await page.close();
  });

  test('draws a README without its scripts, and loads nothing from elsewhere', async () => {
    const { page, faults } = await openCatalog(formCatalog, sample);
    await page.locator('.readme h1').waitFor();
    expect(await page.locator('.readme script, .readme img').count()).toBe(0);
    expect(await page.locator('.readme a').evaluateAll((all) => all.map(String))).not.toContain(
      'javascript:alert(1)',
    );
    expect(await page.title()).toBe('Catalog preview');
    expect(faults).toEqual([]);
    await page.close();
  });

  test('upgrades a stack from its answers', async () => {
    const { page } = await openCatalog(formCatalog, `${sample}?upgrade`);
    await page.getByLabel('Its answers, as Rancher keeps them').fill('TEXT: old\nSECRET: kept\n');
    await page.getByLabel('Template Version').selectOption('1.1.0');
    await page.getByLabel('New', { exact: true }).waitFor();
    expect(await page.getByLabel('Text*').inputValue()).toBe('old');
    await tab(page, 'Upgrade').click();
    await page.locator('.upgrade', { hasText: 'SECRET' }).waitFor();
    await page.getByRole('button', { name: 'Upgrade' }).click();
    await page.locator('.sent code', { hasText: 'action=upgrade' }).waitFor();
    await page.close();
  });

  test('can be launched with the keyboard alone', async () => {
    const { page } = await openCatalog();
    await page.getByRole('link', { name: 'View details of Plain' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#stack-name').waitFor();
    // The name has the focus.
    await page.keyboard.press('End');
    await page.keyboard.type('-2');
    for (let step = 0; step < 20; step += 1) {
      if ((await page.locator(':focus').textContent()) === 'Launch') break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    expect(await page.locator('.sent pre').textContent()).toContain('"name": "plain-2"');
    await page.close();
  });
});
