import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from './sandbox.ts';

/** Polls which nodes report the role master. `stop` returns every set of masters seen, in order. */
export function mastersSeen(sandbox: Sandbox): { stop(): Promise<string[]> } {
  const seen: string[] = [];
  const watch = new AbortController();
  const done = (async () => {
    while (!watch.signal.aborted) {
      const names = (await sandbox.masters()).map((node) => node.name).join('+');
      if (names !== '' && names !== seen.at(-1)) seen.push(names);
      await sleep(10);
    }
  })();
  return {
    async stop() {
      watch.abort();
      await done;
      return seen;
    },
  };
}
