import { resolve } from 'node:path';
import { renderStorm, type StormConditions } from '../../cluster/storm/render-storm.ts';
import type { RoundResult } from '../../cluster/storm/round-result.ts';
import type { StormSummary } from '../../cluster/storm/summarize.ts';
import { CatalogError } from '../../diagnostics/diagnostic.ts';
import { fileDiagnostic } from '../../files/file-diagnostic.ts';
import { OwnFiles } from '../../files/own-files.ts';
import { makeDrillFolder } from '../drilling/drill-folder.ts';
import { makeFolder } from '../../process/make-folder.ts';
import { surroundings } from '../drilling/write-report.ts';

/** The folder of a report. */
export interface ReportFolder {
  /** Absolute. */
  readonly path: string;
  /** From now on it stays, however this process ends. */
  keep(): void;
  /** Removes it if it is a temporary one that is not to be kept. */
  drop(): void;
}

function unwritable(path: string, error: unknown): never {
  const hint = 'free some space, or choose another folder with --report';
  throw new CatalogError([fileDiagnostic(error, path, 'target-unwritable', hint)]);
}

/** Creates the folder of a report, or a temporary one. Throws if it cannot be written. */
export function openReport(given: string | undefined): ReportFolder {
  if (given === undefined) {
    const folder = makeDrillFolder('rancher-catalog-storm-');
    let isKept = false;
    const keep = () => {
      isKept = true;
      folder.keep();
    };
    return { path: folder.path, keep, drop: () => void (isKept || folder.remove()) };
  }
  const path = resolve(given);
  try {
    makeFolder(path);
  } catch (error) {
    unwritable(path, error);
  }
  new OwnFiles(path).assertFree(['storm.json', 'storm.md']);
  return { path, keep: () => {}, drop: () => {} };
}

/** What a report contains. */
export interface StormReport {
  readonly conditions: StormConditions;
  readonly summary: StormSummary;
  readonly rounds: readonly RoundResult[];
  readonly tookS: number;
  /** Image of the containers; undefined for processes. */
  readonly image: string | undefined;
}

/** Writes storm.json and storm.md. Throws if they cannot be written. */
export function writeStorm(folder: string, report: StormReport): void {
  const { conditions, summary, rounds, tookS, image } = report;
  const where = surroundings({ tookS, image });
  const whole = { where, conditions, summary, rounds };
  try {
    new OwnFiles(folder).write(
      new Map([
        ['storm.json', `${JSON.stringify(whole, undefined, 1)}\n`],
        ['storm.md', renderStorm(conditions, summary, rounds, where)],
      ]),
    );
  } catch (error) {
    if (error instanceof CatalogError) throw error;
    unwritable(folder, error);
  }
}
