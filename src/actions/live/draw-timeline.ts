import { pictureTitle, renderTimelineSvg } from '../../cluster/timeline/render-timeline-svg.ts';
import { timelineOf, type Timeline } from '../../cluster/timeline/timeline.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { wholeNumber } from '../../diagnostics/whole-number.ts';
import { replaceMarked } from '../../files/write-file.ts';
import type { ClusterStatus } from './check-cluster.ts';

/** Which timeline is wanted. */
export interface TimelineOptions {
  /** Minutes, 1 to 10080; empty for the default. @default no timeline */
  readonly timeline?: string | undefined;
  /** Path of the picture. @default none */
  readonly svg?: string | undefined;
  readonly watch: boolean;
}

const defaultMinutes = 15;
const week = 7 * 24 * 60;

/** The minutes of a timeline; undefined if none is wanted. Throws if the options are wrong. */
export function timelineMinutes({ timeline, svg, watch }: TimelineOptions): number | undefined {
  if (timeline === undefined) {
    if (svg === undefined) return undefined;
    throw usageError('--svg is given without --timeline', 'it is the picture of a timeline');
  }
  if (watch) throw usageError('--watch excludes --timeline', 'omit one of them');
  if (timeline === '') return defaultMinutes;
  return wholeNumber('timeline', timeline, 1, week, 'minutes');
}

/** The timeline of a cluster that was read, and its picture, if one is wanted. Throws if it cannot be written. */
export function drawTimeline(
  { seen, diagnosis }: ClusterStatus,
  minutes: number,
  svg: string | undefined,
): Timeline | undefined {
  if (!seen) return undefined;
  if (seen.kind === 'cluster')
    throw usageError(
      '--timeline requires sentinels: the nodes of a Redis Cluster do not keep when they saw what',
      'omit it; cluster status --watch prints each change as it happens',
    );
  const timeline = timelineOf(seen.snapshot, minutes);
  if (svg === undefined) return timeline;
  const readAt = new Date(timeline.takenAtMs).toISOString();
  replaceMarked(svg, renderTimelineSvg(timeline, diagnosis.headline, readAt), pictureTitle);
  return timeline;
}
