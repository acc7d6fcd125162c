import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `check` answers something; the last reason why it did not is in the failure. */
export async function until<T>(
  what: string,
  check: () => Promise<T | undefined | false>,
  withinMs = 60_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
    await sleep(100);
  }
}
