/** What a retry needs of time, in milliseconds. */
export interface RetryClock {
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

/** Runs an action until it succeeds. After `withinMs`, throws the error of the last attempt. */
export async function retry<T>(
  clock: RetryClock,
  { withinMs, pauseMs }: { readonly withinMs: number; readonly pauseMs: number },
  action: () => Promise<T>,
): Promise<T> {
  const until = clock.now() + withinMs;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (clock.now() > until) throw error;
      await clock.sleep(pauseMs);
    }
  }
}
