import { CatalogError } from '../diagnostics/diagnostic.ts';
import { fileDiagnostic } from './file-diagnostic.ts';

/** Runs what reads below `path`; a failing system call becomes a `file-unreadable`. */
export function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CatalogError) throw error;
    throw new CatalogError([fileDiagnostic(error, path, 'file-unreadable')]);
  }
}
