import type { LostPart } from '../../chart/migration/lost-part.ts';
import type { MigrationReport } from '../../chart/migration/render-report.ts';
import { counted } from '../../diagnostics/counted.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { FoundChart } from './find-chart.ts';

/** What to migrate, and where to. */
export interface MigrateOptions {
  /** A file with the stack as the API gives it; `-` is standard input. */
  readonly file: string | undefined;
  /** The URL of the stack, in place of a file. */
  readonly api: string | undefined;
  /** A checkout of the catalog that the stack was launched from. @default what the stack itself has of its entry */
  readonly catalog: string | undefined;
  /** The blueprint of the entry: a name or a directory. @default the built-in one that the entry was generated from */
  readonly blueprint: string | undefined;
  /** The folder to write to. */
  readonly out: string;
  /** Whether passwords are written, to a file that only the user can read. */
  readonly secrets: boolean;
  readonly signal: AbortSignal;
}

/** A migration, before its files are written. */
export interface PlannedMigration {
  /** Whether this program generated the entry, so that the values are those of its chart. */
  readonly isOwn: boolean;
  readonly release: string;
  readonly chart: FoundChart | undefined;
  readonly report: MigrationReport;
  /** Name → content. */
  readonly files: ReadonlyMap<string, string>;
  /** The file that only the user can read. */
  readonly secret?: { readonly name: string; readonly content: string } | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** A warning for parts that are not carried over; the report has all of them. */
export function lostWarning(lost: readonly LostPart[], file: string): Diagnostic[] {
  if (lost.length === 0) return [];
  return [
    {
      code: 'migrate-lost',
      severity: 'warning',
      message: `${counted(lost.length, 'part')} of the stack ${lost.length === 1 ? 'has' : 'have'} no counterpart in the chart`,
      at: { file },
      hint: 'the report describes what to do about each',
    },
  ];
}
