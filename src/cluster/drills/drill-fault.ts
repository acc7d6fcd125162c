/** A condition that was not met: the drill fails and ends. */
export class DrillFault extends Error {}

const bugs = [TypeError, RangeError, ReferenceError, SyntaxError];

/** Whether an error can only come from a bug. */
export const isBug = (error: unknown): boolean => bugs.some((kind) => error instanceof kind);

/** Describes the error that ended a drill; for a bug of this program, with its location. */
export function faultWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!isBug(error)) return error.message;
  const places = (error.stack ?? '').split('\n').slice(1, 4);
  return [`a bug in rancher-catalog: ${error.message}`, ...places.map((at) => at.trim())].join(' ');
}
