import { counted } from '../diagnostics/counted.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { formatDiagnostic, sortDiagnostics } from '../diagnostics/format-diagnostic.ts';
import type { Io } from './io.ts';

/** Texts of the files that messages are about, by the path they name. */
export type Texts = ReadonlyMap<string, string>;

/** Number of diagnostics printed; --json includes all of them. */
const mostShown = 200;

/** Prints diagnostics in the order of their places, and how many there are. */
export function reportDiagnostics(io: Io, diagnostics: readonly Diagnostic[], texts: Texts): void {
  if (diagnostics.length === 0) return;
  const sorted = sortDiagnostics(diagnostics);
  const blocks = sorted
    .slice(0, mostShown)
    .map((diagnostic) => formatDiagnostic(diagnostic, (file) => texts.get(file), io.paint.err));
  if (sorted.length > mostShown) blocks.push(`… and ${sorted.length - mostShown} more`);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  const totals = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  const total = totals.length === 0 ? [] : [totals.join(', ')];
  io.err(`${[...blocks, ...total].join('\n\n')}\n\n`);
}
