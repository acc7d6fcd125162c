import { CatalogError } from '../../src/diagnostics/diagnostic.ts';
import { formatDiagnostic } from '../../src/diagnostics/format-diagnostic.ts';
import { findingsIn } from './findings.ts';
import { recordText } from './prose.ts';

/** Records the diagnostics that an action in a folder throws; each as `findingsIn` has it. */
export function thrownBy(folder: string, action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    const texts = error.diagnostics.map((each) => formatDiagnostic(each, () => undefined));
    const text = texts.join('\n\n').replaceAll(folder, '<folder>');
    recordText(text);
    return findingsIn(text);
  }
  throw new Error('nothing was thrown');
}
