import { usageError } from '../../diagnostics/usage-error.ts';

/** The value of an option that takes a whole number from 1 to `most`; throws on any other number. */
export function wholeNumber(
  name: string,
  value: number | undefined,
  most: number,
): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= most)) return value;
  throw usageError(`--${name} requires a whole number from 1 to ${most}`, `such as --${name} 2`);
}
