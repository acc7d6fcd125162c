import { hostname } from 'node:os';
import { CatalogError } from '../../src/diagnostics/diagnostic.ts';
import { formatDiagnostic } from '../../src/diagnostics/format-diagnostic.ts';
import { findingsIn } from './findings.ts';
import { recordText } from './prose.ts';

const wordOf = (text: string) => new RegExp(`\\b${text.replaceAll('.', '\\.')}\\b`, 'g');

/** Records the diagnostics that an action in a folder throws; each as `findingsIn` has it. */
export function thrownBy(folder: string, action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    const texts = error.diagnostics.map((each) => formatDiagnostic(each, () => undefined));
    const text = texts
      .join('\n\n')
      .replaceAll(folder, '<folder>')
      .replaceAll(wordOf(String(process.pid)), '<pid>')
      .replaceAll(wordOf(hostname()), '<host>');
    recordText(text);
    return findingsIn(text);
  }
  throw new Error('nothing was thrown');
}
