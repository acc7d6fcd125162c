import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { chromium as installed } from '../../scripts/rancher-form.mjs';

/** Whether Debian's Chromium is there; under CI it must be. */
export const hasBrowser = existsSync(installed) || process.env.CI === 'true';

/** Chromium for the tests of a file. */
export function browserOfTests(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (!hasBrowser) return;
    browser = await chromium.launch({
      executablePath: installed,
      args: ['--no-sandbox', '--disable-gpu'],
      timeout: 120_000,
    });
  }, 180_000);
  afterAll(() => browser?.close());
  return () => {
    if (!browser) throw new Error('Chromium did not start');
    return browser;
  };
}

/** A page, and what went wrong on it. */
export interface OpenedPage {
  readonly page: Page;
  /** Errors of scripts, refused by the policy, and requests to other machines. */
  readonly faults: string[];
}

/** Opens a page of this size. Requests that leave the machine fail, and are faults. */
export async function openPage(
  browser: Browser,
  url: string,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<OpenedPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== new URL(url).origin) faults.push(request.url());
  });
  await page.goto(url);
  return { page, faults };
}

/** What axe finds on a page against WCAG 2.1 AA, as `rule: element`. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Scripts of tests are not subject to the policy of the page.
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await checker.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
  });
  return found;
}
