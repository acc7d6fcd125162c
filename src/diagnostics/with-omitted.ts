import { counted } from './counted.ts';
import { omittedCode, type Diagnostic } from './diagnostic.ts';

/** The errors of one file, with one more that counts those that were found and are not among them. */
export function withOmitted(shown: readonly Diagnostic[], omitted: number): Diagnostic[] {
  if (omitted === 0) return [...shown];
  const file = shown.find(({ at }) => at)?.at?.file;
  return [
    ...shown,
    {
      code: omittedCode,
      severity: 'error',
      message: `${counted(omitted, 'more error')} here ${omitted === 1 ? 'is' : 'are'} not listed`,
      ...(file === undefined ? {} : { at: { file } }),
      hint: 'fix those that are listed, and run the command again',
    },
  ];
}
