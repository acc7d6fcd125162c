import type { DrillSummary } from '../../cluster/drills/describe-drill.ts';
import type { DrillResult } from '../../cluster/drills/drill-result.ts';
import { renderSvg } from '../../cluster/drills/render-svg.ts';

/** A drill that has run: its figures and its picture. */
export interface FinishedDrill {
  readonly result: DrillSummary;
  readonly svg: string;
  /** The folder with logs and data of a failed run. @default nothing was kept */
  readonly keptIn?: string;
}

/** Draws the picture of a result, and drops the series that only the picture needs. */
export function finishDrill(whole: DrillResult): FinishedDrill {
  const { trace: _trace, ...result } = whole;
  return { result, svg: renderSvg(whole) };
}
