import type { Drill } from '../../../cluster/drills/drill.ts';
import type { NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import { isSentinel } from '../../../cluster/sandbox/node-spec.ts';

/** What a sandbox is made for: its size, and the faults that it must allow. */
export interface SandboxNeeds extends Pick<
  Drill,
  'nodes' | 'replicas' | 'sentinels' | 'env' | 'isMapped' | 'needs'
> {
  /**
   * Whose disks change: those of the sentinels become read-only, or those of all nodes become full.
   * @default none
   */
  readonly disks?: 'sentinels' | 'all' | undefined;
  /** Whether addresses change, so that clients find the sentinels by a name. @default false */
  readonly moves?: boolean;
  /** Whether the sentinels get a clock that can be moved. @default false */
  readonly hasClock?: boolean;
}

/** What the steps of a drill need. */
export function needsOf(drill: Drill): SandboxNeeds {
  return {
    ...drill,
    disks: drill.steps.some(({ kind }) => kind === 'block-disk') ? 'sentinels' : undefined,
    moves: drill.steps.some(({ kind }) => kind === 'move'),
    hasClock: drill.needs === 'clock',
  };
}

/** Whether the disk of a node changes. */
export const changesDisk = ({ disks }: SandboxNeeds, node: NodeSpec) =>
  disks === 'all' || (disks === 'sentinels' && isSentinel(node));
