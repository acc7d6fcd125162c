import { CatalogError } from './diagnostic.ts';

/** An error in how the program was called; ends with exit code 2. */
export function usageError(message: string, hint?: string): CatalogError {
  return new CatalogError([
    { code: 'usage', severity: 'error', message, ...(hint === undefined ? {} : { hint }) },
  ]);
}
