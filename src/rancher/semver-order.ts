const isNumber = (text: string) => /^\d+$/.test(text);

/** Compares two identifiers of a pre-release, or two numbers: negative, 0 or positive. */
function compareParts(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  if (isNumber(a) && isNumber(b)) return a.length - b.length || (a < b ? -1 : 1);
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? -1 : 1;
  return a < b ? -1 : 1;
}

/** The numbers of a semantic version, and the parts of its pre-release. */
function split(version: string) {
  const [plain = ''] = version.split('+');
  const dash = plain.indexOf('-');
  const numbers = (dash === -1 ? plain : plain.slice(0, dash)).split('.');
  return { numbers, suffix: dash === -1 ? [] : plain.slice(dash + 1).split('.') };
}

/**
 * Whether a semantic version is later than another by the specification of semantic versioning, item
 * 11. Rancher has another order; this one is what the author of a range means.
 */
export function isLaterSemantic(a: string, b: string): boolean {
  const [left, right] = [split(a), split(b)];
  const numbers = left.numbers.map((part, index) => compareParts(part, right.numbers[index]));
  const core = numbers.find((order) => order !== 0);
  if (core !== undefined) return core > 0;
  if (left.suffix.length === 0 || right.suffix.length === 0) {
    return right.suffix.length > 0 && left.suffix.length === 0;
  }
  const length = Math.max(left.suffix.length, right.suffix.length);
  for (let index = 0; index < length; index += 1) {
    const order = compareParts(left.suffix[index], right.suffix[index]);
    if (order !== 0) return order > 0;
  }
  return false;
}
