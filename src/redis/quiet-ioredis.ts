let isQuiet = false;

/** Names of the errors with which ioredis rejects a command, or the server does. */
const names = new Set(['ReplyError', 'AbortError', 'MaxRetriesPerRequestError', 'ParserError']);
/** Those without a name of their own. */
const messages =
  /^(?:Connection is closed\.|Command timed out|connect ETIMEDOUT|Connection (?:in subscriber|lost)|Stream isn't writeable|All sentinels are unreachable|Command queue state error)/;

/** Codes of the system for what happens to a connection. */
const codes = /^E(?:CONN|PIPE|TIMEDOUT|HOST|NET|ADDR|AI_|NOTFOUND)/;

/** Whether an error is one that ioredis rejects commands with, or that of a broken connection. */
export function isOfConnection(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false;
  const code = 'code' in reason ? String(reason.code) : '';
  return names.has(reason.name) || messages.test(reason.message) || codes.test(code);
}

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
  // fail as well, so nothing is hidden. Every other rejection ends this process, as without a listener.
  process.on('unhandledRejection', (reason) => {
    if (!isOfConnection(reason)) throw reason;
  });
}
