import { isBug } from '../cluster/drills/drill-fault.ts';

let isQuiet = false;

/**
 * The failover detector of ioredis has its own connections to the sentinels, without a listener for
 * errors, and ioredis prints each such error. They are expected here, because sentinels are killed.
 */
export function quietIoredis(): void {
  if (isQuiet) return;
  isQuiet = true;
  const output = globalThis.console;
  const print = output.error.bind(output);
  output.error = (...words: unknown[]) => {
    if (words[0] !== '[ioredis] Unhandled error event:') print(...words);
  };
  // Commands that ioredis sends while it connects can fail without a handler. The writes of its user
  // fail as well, so nothing is hidden.
  process.on('unhandledRejection', (reason) => {
    if (isBug(reason)) throw reason;
  });
}
