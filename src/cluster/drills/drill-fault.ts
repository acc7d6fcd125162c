/** What did not come about; the drill fails with it and goes no further. */
export class DrillFault extends Error {}

const bugs = [TypeError, RangeError, ReferenceError, SyntaxError];

/** Whether an error is one that only wrong code makes. */
export const isBug = (error: unknown): boolean => bugs.some((kind) => error instanceof kind);

/** Whatever ended a drill, in words; of what looks like a bug of this program also where it was. */
export function faultWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!isBug(error)) return error.message;
  const places = (error.stack ?? '').split('\n').slice(1, 4);
  return [`a bug in rancher-catalog: ${error.message}`, ...places.map((at) => at.trim())].join(' ');
}
