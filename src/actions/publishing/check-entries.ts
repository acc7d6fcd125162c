import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { assertCatalog } from '../../files/read-template.ts';
import { yielding } from '../../files/yielding.ts';
import { loadEntries, type EntryOptions, type LoadedEntry } from '../entries/load-entries.ts';
import { checkEntry, type EntryCheck } from './check-entry.ts';
import { checkHistory } from './check-history.ts';

/** Which entries are compared with which catalog. */
export interface CheckOptions extends EntryOptions {
  /** A checkout. */
  readonly catalog: string;
  /** Only commits after this one are checked. @default the whole history */
  readonly since: string | undefined;
  /** Whether a version that is not released yet is accepted. */
  readonly allowUnreleased: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** How the entries of a call compare with a catalog. */
export interface Checks {
  /** Empty when an entry was refused. */
  readonly checks: readonly EntryCheck[];
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** To read a local history takes seconds. */
const historyTimeoutMs = 60_000;

async function checkAll(
  entries: readonly LoadedEntry[],
  { catalog, signal, onProgress }: CheckOptions,
): Promise<EntryCheck[]> {
  const checks: EntryCheck[] = [];
  const pause = yielding(signal);
  for (const [index, loaded] of entries.entries()) {
    await pause();
    onProgress(index, entries.length);
    checks.push(checkEntry(loaded, catalog));
  }
  return checks;
}

function severityFor({ allowUnreleased }: CheckOptions, diagnostic: Diagnostic): Diagnostic {
  return allowUnreleased && diagnostic.code === 'version-missing'
    ? { ...diagnostic, severity: 'info' }
    : diagnostic;
}

/** Checks whether `generate` would change anything in a catalog, and whether its releases are intact. */
export async function checkEntries(options: CheckOptions): Promise<Checks> {
  const { entries, diagnostics, texts } = await loadEntries(options);
  if (hasErrors(diagnostics)) return { checks: [], diagnostics, texts };
  const { catalog, since, signal } = options;
  assertCatalog(catalog);
  const checks = await checkAll(entries, options);
  const places = entries.map(({ entry }) => entry.folder);
  const limits = { networkTimeoutMs: historyTimeoutMs, signal };
  const history = await checkHistory(catalog, places, since, limits);
  const found = checks
    .flatMap((check) => check.diagnostics)
    .map((each) => severityFor(options, each));
  return { checks, diagnostics: [...diagnostics, ...found, ...history], texts };
}
