import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { executorAnswers, type Environment } from '../../src/rancher/form/answer.ts';
import { browserOfTests, hasBrowser, openPage } from '../support/browser.ts';
import { previewJson, startPreview } from '../support/previewed.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import type { PageList } from '../../src/preview/page-data.ts';

const catalog = join(import.meta.dirname, '../../../shared/corpus/rancher-catalog');
const browser = browserOfTests();
const entries = 50;

/** Numbers from 0 to 1 that a seed gives (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const words = ['web 1', '"q"', 'x: y', 'é', '${X}', '{{ .Values.A }}', '# no', '8080', 'a$b'];

const pickOf = <T>(all: readonly T[], random: () => number): T | undefined =>
  all[Math.floor(random() * all.length)];

/** Answers what is required, and some of the rest. */
async function fillForm(page: Page, random: () => number): Promise<void> {
  for (const field of await page.locator('.questions .field').all()) {
    const isSelect = await field.evaluate(({ tagName }) => tagName === 'SELECT');
    if ((await field.inputValue()) !== '' && random() < 0.5) continue;
    if (isSelect) {
      const options = await field.locator('option').count();
      if (options > 1) {
        await field.selectOption({ index: 1 + Math.floor(random() * (options - 1)) });
      }
    } else {
      const isNumber = (await field.getAttribute('type')) === 'number';
      await field.fill(
        isNumber ? String(Math.floor(random() * 10)) : (pickOf(words, random) ?? ''),
      );
    }
  }
}

/** What the page would send, and what it shows of it. */
async function shownOf(page: Page) {
  await page.getByRole('button', { name: 'Launch' }).click();
  await page.locator('.sent pre, .errors').waitFor();
  expect(await page.locator('.errors li').allTextContents()).toEqual([]);
  const body = await page.locator('.sent pre').textContent();
  const { environment } = JSON.parse(body ?? '') as { environment: Environment };
  const verdict = await page.locator('.panels .verdict').first().innerText();
  const merged = page.getByRole('tab', { name: 'Merged' });
  if ((await merged.count()) === 0) return { environment, verdict, text: undefined };
  await merged.click();
  const lines = await page.locator('.panels .line code').allTextContents();
  return { environment, verdict, text: `${lines.join('\n')}\n` };
}

/** Waits until the page changes no more. */
async function settled(page: Page): Promise<void> {
  let before = '';
  await expect
    .poll(async () => {
      const now = await page.locator('main').innerText();
      const isSame = now === before;
      before = now;
      return isSame;
    })
    .toBe(true);
}

/** What `launch --json` prints, as far as it is compared. */
interface Launched {
  readonly verdict: string;
  readonly diagnostics: readonly { readonly severity: string; readonly message: string }[];
}

/** Opens a template, chooses one of its versions, and fills its form. Returns the number of the version. */
async function openAnyVersion(page: Page, address: string, random: () => number): Promise<string> {
  await page.goto('about:blank');
  await page.goto(address);
  await page.locator('#version').waitFor();
  const versions = await page
    .locator('#version option')
    .evaluateAll((all) => all.map((each) => (each as unknown as { value: string }).value));
  const chosen = pickOf(
    versions.filter((id) => id !== ''),
    random,
  );
  if (chosen === undefined) throw new Error(`${address} has no version`);
  await page.locator('#version').selectOption(chosen);
  await page.getByRole('button', { name: 'Launch' }).waitFor();
  await settled(page);
  await fillForm(page, random);
  // The name that launch uses; some folders are not valid names.
  const name = page.locator('#stack-name');
  if ((await name.count()) > 0) await name.fill('stack');
  await settled(page);
  return chosen.slice(chosen.lastIndexOf(':') + 1);
}

/** What launch prints for these answers: the services, or of the errors those that a text has. */
async function printed(version: string, answers: string, verdict: string) {
  const file = join(temporaryFolder({ 'a.json': answers }), 'a.json');
  const launch = async (format: string) =>
    (await runCli(catalog, ['launch', version, format, '--answers', file])).stdout;
  const { verdict: ofLaunch, diagnostics } = JSON.parse(await launch('--json')) as Launched;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return {
    text: ofLaunch === 'accepted' ? await launch('--yaml') : undefined,
    missing: errors.filter(({ message }) => !verdict.includes(message)),
  };
}

describe.runIf(hasBrowser)('the page of preview on Rancher’s own catalog', () => {
  test('shows what launch prints for the answers that it would send', async () => {
    const { url } = await startPreview(catalog);
    const { cards } = await previewJson<PageList>(url, 'data/list.json');
    const { page, faults } = await openPage(browser(), url);
    const random = randomOf(2016);
    for (let count = 0; count < entries; count += 1) {
      const { folder = '' } = pickOf(cards, random) ?? {};
      const number = await openAnyVersion(page, `${url}#/${folder}`, random);
      const { environment, verdict, text } = await shownOf(page);
      const answers = JSON.stringify(Object.fromEntries(executorAnswers(environment)));
      const version = join(folder, number);
      const expected = await printed(version, answers, verdict);
      expect({ version, answers, text, missing: [] }).toEqual({ version, answers, ...expected });
    }
    expect(faults).toEqual([]);
    await page.close();
  });
});

test('an export of Rancher’s own catalog is small', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'public');
  expect(await runCli(folder, ['preview', catalog, '--export', out])).toMatchObject({ code: 0 });
  const files = readdirSync(out, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => gzipSync(readFileSync(join(parentPath, name))).length);
  expect(sizes.length).toBeGreaterThan(50);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000);
});
