import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { accessibilityFaults, browserOfTests, hasBrowser, openPage } from '../support/browser.ts';
import { formCatalog } from '../support/form-catalog.ts';
import { startPreview } from '../support/previewed.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const browser = browserOfTests();

const answers = {
  'redis.yml':
    'blueprint: redis-sentinel\nversion: 1.0.0\nanswers:\n  image: registry.example.com/redis-sentinel:1.0.0\n',
};

const hostsFile = `hosts:
- {name: db, count: 4, labels: {role: redis}}
- {name: web, ports: [80]}
`;

const openPlacement = async (page: Page) => {
  await page.getByRole('tab', { name: 'Placement' }).click();
  await page.locator('.hosts').first().waitFor();
};

const headline = (page: Page, words: string) =>
  page.locator('.placement .verdict', { hasText: words }).waitFor();

/** Without space: a terminal wraps where a page does not. */
const solid = (text: string) => text.replaceAll(/\s+/g, '').toLowerCase();

/** What the panel shows, in parts that are each in one piece. */
const partsOf = async (page: Page): Promise<string[]> => {
  const cells =
    '.verdict, .reason p, td, th[scope=row], h3, .host p, .blocks li, section > ul:not(.hosts) li';
  const texts = await page.locator(`.placement :is(${cells})`).allTextContents();
  return texts.filter((text) => text !== '');
};

/** What plan prints, in parts: cells of tables are apart, blocks of a picture in brackets. */
const printedParts = (stdout: string): string[] =>
  stdout
    .split('\n')
    .flatMap((line) => line.split(/\s{2,}/))
    .map((part) => part.replace(/^(?:[x?-] )?\[?/, '').replace(/[\]:]$/, ''))
    .filter((part) => part !== '' && part !== 'Why');

describe.runIf(hasBrowser)('the placement in the page of preview', () => {
  test('is what plan prints for the same hosts and losses', async () => {
    const folder = temporaryFolder(answers);
    const { url } = await startPreview('--answers', `${folder}/redis.yml`);
    const { page, faults } = await openPage(browser(), url);
    await openPlacement(page);
    for (const [hosts, lose] of [
      [1, 1],
      [2, 1],
      [3, 1],
      [5, 2],
    ] as const) {
      await page.getByLabel('Number of hosts').fill(String(hosts));
      await page.getByLabel('Lost at once').selectOption(String(lose));
      await headline(page, `on ${hosts} host`);
      const title = lose === 1 ? 'If a host is lost' : `If ${lose} hosts are lost`;
      await page.getByText(title).waitFor();
      const call = ['plan', 'redis.yml', '--hosts', String(hosts), '--lose', String(lose)];
      const { stdout } = await runCli(folder, call, { width: 1000 });
      const parts = await partsOf(page);
      expect(parts.length).toBeGreaterThan(30);
      const printed = solid(stdout);
      const shown = solid((await page.locator('.placement').textContent()) ?? '');
      expect({
        hosts,
        onlyShown: parts.filter((part) => !printed.includes(solid(part))),
        onlyPrinted: printedParts(stdout).filter((part) => !shown.includes(solid(part))),
      }).toEqual({ hosts, onlyShown: [], onlyPrinted: [] });
    }
    expect(faults).toEqual([]);
    await page.close();
  });

  test('follows an answer, and starts with the hosts of the settings file', async () => {
    const folder = temporaryFolder({
      ...answers,
      'templates/README.md': '',
      'hosts.yml': hostsFile,
      '.rancher-catalog.yml': 'hosts: hosts.yml\n',
    });
    const out = ['generate', '--answers', 'redis.yml', '--catalog', '.'];
    expect(await runCli(folder, out)).toMatchObject({ code: 0, stderr: '' });
    const { url } = await startPreview(folder);
    const { page } = await openPage(browser(), `${url}#/templates/redis-sentinel`);
    await openPlacement(page);
    await headline(page, 'on 5 hosts: every container always gets a host');
    await page.locator('.host-name', { hasText: 'db-1' }).first().waitFor();
    await page.getByLabel('Sentinels*').selectOption('7');
    await headline(page, 'on 5 hosts: not every container gets a host');
    await page.getByLabel('Hosts of the settings file (5)').uncheck();
    await page.getByLabel('Number of hosts').fill('3');
    await headline(page, 'on 3 hosts: not every container gets a host');
    await page.getByLabel('Number of hosts').fill('7');
    await headline(page, 'on 7 hosts: every container always gets a host');
    await page.close();
  });

  test('can be used with the keyboard alone', async () => {
    const { url } = await startPreview('--answers', `${temporaryFolder(answers)}/redis.yml`);
    const { page } = await openPage(browser(), url);
    await page.locator('#stack-name:focus').waitFor();
    await page.getByRole('tab').first().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await headline(page, 'on 3 hosts');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await headline(page, 'on 4 hosts');
    expect(await page.getByRole('slider').inputValue()).toBe('4');
    await page.close();
  });

  test('reports that nothing is placed of a launch that Rancher refuses', async () => {
    const { url } = await startPreview(temporaryFolder(formCatalog));
    const { page } = await openPage(browser(), `${url}#/templates/sample`);
    await openPlacement(page);
    await page.getByLabel('Count').fill('');
    await page.getByText('Rancher refuses this, so nothing is placed.').waitFor();
    expect(await page.locator('.hosts').count()).toBe(0);
    await page.close();
  });

  test.each(['light', 'dark'] as const)(
    'has no accessibility faults in %s colors',
    async (colorScheme) => {
      const folder = temporaryFolder(answers);
      const { url } = await startPreview('--answers', `${folder}/redis.yml`);
      for (const width of [360, 1280, 2560]) {
        const options = { viewport: { width, height: 900 }, colorScheme };
        const { page } = await openPage(browser(), url, options);
        await openPlacement(page);
        await page.getByLabel('Number of hosts').fill('2');
        await headline(page, 'on 2 hosts');
        expect({ width, found: await accessibilityFaults(page) }).toEqual({ width, found: [] });
        await page.close();
      }
    },
  );
});
