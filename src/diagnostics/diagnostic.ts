import type { Code } from './codes.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Where a fault is. Lines and columns count from 1; `pointer` is a JSON pointer into the value. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
}

/** One message as plain data: where, what is wrong, what was expected, how to fix it. */
export interface Remark {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at?: Place;
  readonly hint?: string;
  /** The name of a rule that a schema defines itself (`x-rules`); shown in place of the code. */
  readonly rule?: string;
  /** True when the source line there may show a secret: no frame is drawn from it. */
  readonly secret?: boolean;
}

/** A message about the input of a command; its codes are a closed set. */
export interface Diagnostic extends Remark {
  readonly code: Code;
}

/** The code of the error that counts those of a file that are not listed. */
export const omittedCode = 'errors-omitted';

/** A value, if there is one, with the diagnostics about it. */
export interface Checked<T> {
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The only error class of this program: any other error that escapes is a bug. */
export class CatalogError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join('\n'));
    this.name = 'CatalogError';
    this.diagnostics = diagnostics;
  }
}

/** An error with a single diagnostic. */
export function catalogError(code: Code, message: string, hint?: string, at?: Place): CatalogError {
  return new CatalogError([
    {
      code,
      severity: 'error',
      message,
      ...(at === undefined ? {} : { at }),
      ...(hint === undefined ? {} : { hint }),
    },
  ]);
}

/** Whether any of them is an error: then nothing is written and the exit code is not 0. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** Throws them all as one CatalogError when one is an error. */
export function throwOnErrors(diagnostics: readonly Diagnostic[]): void {
  if (hasErrors(diagnostics)) throw new CatalogError(diagnostics);
}
