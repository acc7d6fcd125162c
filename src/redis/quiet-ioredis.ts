import { isBug } from '../cluster/drills/drill-fault.ts';

let isQuiet = false;

/**
 * ioredis' failover detector has connections of its own to the sentinels, without a listener for
 * errors, and ioredis prints each such error. They are expected here: sentinels are what is killed.
 */
export function quietIoredis(): void {
  if (isQuiet) return;
  isQuiet = true;
  const output = globalThis.console;
  const print = output.error.bind(output);
  output.error = (...words: unknown[]) => {
    if (words[0] !== '[ioredis] Unhandled error event:') print(...words);
  };
  // Commands that ioredis sends for itself while it connects are refused, time out or break off with
  // nobody to hear of it; the writes of its user tell the same.
  process.on('unhandledRejection', (reason) => {
    if (isBug(reason)) throw reason;
  });
}
