import { usageError } from './usage-error.ts';

/** The value of an option that takes a whole number; throws on anything else. `unit`: `seconds`. */
export function wholeNumber(
  option: string,
  given: number | string | undefined,
  least: number,
  most: number,
  unit?: string,
): number | undefined {
  if (given === undefined) return undefined;
  const isNumber = typeof given === 'number' || /^(?:0|[1-9]\d*)$/.test(given);
  const value = isNumber ? Number(given) : Number.NaN;
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const what = unit === undefined ? 'a whole number' : `a whole number of ${unit}`;
  throw usageError(`--${option} requires ${what} from ${least} to ${most}`);
}
