const mostRounds = 10;

/** CPU time in ms: other processes do not count. */
async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * The times of `work`, if they do not grow in proportion to the size of its input; otherwise
 * undefined. A bound in ms would depend on the machine. Four times the size takes 16 times as long
 * where time is quadratic. The allowance is for what does not depend on the size: `size` must be so
 * large that quadratic time is far above it. Times over the bound are measured again, and the least
 * count: garbage of other work is collected at any time.
 */
export async function disproportion(
  work: (size: number) => unknown,
  size: number,
): Promise<string | undefined> {
  const allowanceMs = 100;
  let [whole, quarter] = [Infinity, Infinity];
  for (let round = 0; round < mostRounds; round += 1) {
    quarter = Math.min(quarter, await cpuMs(() => work(Math.floor(size / 4))));
    whole = Math.min(whole, await cpuMs(() => work(size)));
    if (whole <= allowanceMs + 9 * quarter) return undefined;
  }
  return `${Math.round(whole)} ms for ${size}, ${Math.round(quarter)} ms for a quarter`;
}

/** The same for texts, with their names. */
export async function disproportions(
  texts: Iterable<readonly [string, (size: number) => string]>,
  read: (text: string) => unknown,
  size: number,
): Promise<string[]> {
  const found: string[] = [];
  for (const [name, text] of texts) {
    const times = await disproportion((length) => read(text(length)), size);
    if (times !== undefined) found.push(`${name}: ${times}`);
  }
  return found;
}
