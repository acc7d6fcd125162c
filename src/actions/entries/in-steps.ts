/** Goes through the steps of some work, and lets events run in between. */
export async function inSteps<T>(
  steps: Generator<undefined, T>,
  pause: () => Promise<void> | undefined,
): Promise<T> {
  for (;;) {
    await pause();
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
