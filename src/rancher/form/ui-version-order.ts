/** The parts of a version for comparison, without a leading v (UI utils/parse-version.js:1-12). */
const partsOf = (version: string): string[] => version.replace(/^v/i, '').split(/[.-]/);

const isNumber = (part: string) => /^\d+$/.test(part);

function compareParts(left: string, right: string): number {
  const [a, b] = [left.toLowerCase(), right.toLowerCase()];
  return isNumber(a) && isNumber(b) ? Number(a) - Number(b) : a.localeCompare(b, 'en');
}

/**
 * The order of the version select: ascending, numbers as numbers, and a version before those that continue it, so
 * that 1.0.0-rc1 follows 1.0.0 (UI utils/parse-version.js:57-80). The catalog service has another order.
 */
export function compareUiVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const order = compareParts(left[index] ?? '', right[index] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
