import type { Drill } from '../../../cluster/drills/drill.ts';
import { serviceNames } from '../../../cluster/sandbox/node-spec.ts';

/** The name by which clients find the sentinels, if their addresses change; otherwise undefined. */
export const sentinelNameFor = (drill: Drill) =>
  drill.steps.some(({ kind }) => kind === 'move') ? serviceNames.sentinel : undefined;

/** Whether a drill makes the disks of sentinels read-only. */
export const blocksDisks = (drill: Drill) => drill.steps.some(({ kind }) => kind === 'block-disk');
