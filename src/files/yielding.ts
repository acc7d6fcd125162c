/** Ctrl-C must end a command within 0.2 s, and one step may itself take a while. */
const longestMs = 50;

/**
 * Node handles Ctrl-C and timers only between tasks. The function that this returns is awaited
 * between the steps of long work without pauses of its own: once 50 ms have passed it lets pending
 * events run, and it throws when the signal is aborted.
 */
export function yielding(signal?: AbortSignal): () => Promise<void> | undefined {
  let last = Date.now();
  return () => {
    if (Date.now() - last < longestMs) return undefined;
    return new Promise((resolve, reject) => {
      setImmediate(() => {
        last = Date.now();
        if (signal?.aborted === true) reject(signal.reason as Error);
        else resolve();
      });
    });
  };
}
