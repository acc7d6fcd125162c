import { Script, createContext } from 'node:vm';

/** Not an Error of this realm: the context has a class of its own. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

const box: { run?: () => void } = {};
// Made once: that takes longer than most functions.
let start: ((timeoutMs: number) => void) | undefined;

function makeStart() {
  const context = createContext(box);
  const script = new Script('run()');
  return (timeout: number) => void script.runInContext(context, { timeout });
}

/**
 * Runs a function of this program, and ends it if it takes longer: a regular expression that is not ours can take
 * time that is exponential in the text, during which no signal is handled. Returns undefined if it was ended.
 */
export function runBounded<T>(run: () => T, timeoutMs: number): { readonly value: T } | undefined {
  let result: { readonly value: T } | undefined;
  start ??= makeStart();
  box.run = () => void (result = { value: run() });
  try {
    start(timeoutMs);
  } catch (error) {
    if (!isTimeout(error)) throw error;
  }
  return result;
}
