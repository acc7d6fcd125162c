import { availableParallelism, release, totalmem } from 'node:os';
import type { Drill } from '../../cluster/drills/drill.ts';
import { renderReport, type Surroundings } from '../../cluster/drills/render-report.ts';
import { renderReportPage } from '../../cluster/drills/report-page.ts';
import { OwnFiles } from '../../files/own-files.ts';
import { findProgram } from '../../process/find-program.ts';
import { runNow } from '../../process/run-now.ts';
import type { FinishedDrill } from './finished-drill.ts';
import { programVersion } from '../../model/program-version.ts';

/** What a report contains besides the results. */
export interface ReportedRun {
  /** The drills with their bounds. */
  readonly drills: readonly Drill[];
  /** Image of the containers; undefined for processes. */
  readonly image: string | undefined;
  readonly tookS: number;
}

const gibibyte = 1024 ** 3;

/** `redis 7.0.15` of `Redis server v=7.0.15 sha=…` */
function serverVersion(): string {
  const program = findProgram('redis-server') ?? findProgram('valkey-server');
  if (program === undefined) return 'no server';
  const words = runNow(program, ['--version'], 5000);
  const version = /v=(\S+)/.exec(words)?.[1] ?? '';
  return `${program.endsWith('valkey-server') ? 'valkey' : 'redis'} ${version}`;
}

/** Describes this machine and what ran on it. */
export function surroundings({ tookS, image }: Pick<ReportedRun, 'tookS' | 'image'>): Surroundings {
  return {
    program: programVersion,
    server: image === undefined ? serverVersion() : `image ${image}`,
    node: process.versions.node,
    kernel: release(),
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / gibibyte),
    date: new Date().toISOString().slice(0, 10),
    tookS,
  };
}

const picture = ({ id, name }: { readonly id: number; readonly name: string }) =>
  `${String(id).padStart(2, '0')}-${name}.svg`;

/** Throws if a file of a report on these drills exists in a folder, and this program did not write it. */
export function assertReportFree(folder: string, drills: readonly Drill[]): void {
  const pages = ['report.json', 'report.md', 'report.html'];
  new OwnFiles(folder).assertFree([...pages, ...drills.map(picture)]);
}

/** Writes report.json, report.md, report.html and one SVG per drill to a folder. */
export function writeReport(
  folder: string,
  done: readonly FinishedDrill[],
  run: ReportedRun,
): void {
  const where = surroundings(run);
  const results = done.map(({ result }) => result);
  const parts = [{ heading: '', where, known: run.drills, drills: done }];
  new OwnFiles(folder).write(
    new Map([
      ...done.map(({ result, svg }) => [picture(result), svg] as const),
      ['report.json', `${JSON.stringify({ where, drills: results }, undefined, 2)}\n`],
      ['report.md', renderReport(parts, { pictureOf: picture })],
      ['report.html', renderReportPage(parts)],
    ]),
  );
}
