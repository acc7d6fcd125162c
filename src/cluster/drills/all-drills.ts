import { classicDrills } from './classic-drills.ts';
import type { Drill } from './drill.ts';
import { masterDrills } from './master-drills.ts';
import { networkDrills } from './network-drills.ts';
import { restartDrills } from './restart-drills.ts';
import { shardDrills } from './shard-drills.ts';
import { sentinelDrills } from './sentinel-drills.ts';
import { defaultTimings, type Timings } from './timings.ts';

/** Every drill of a Redis Cluster, by number. */
export const allShardDrills = (timings: Timings = defaultTimings): readonly Drill[] =>
  shardDrills.map((drill) => drill(timings));

/** Every drill of a cluster with sentinels: the classic four, then the others by number. */
export function allDrills(timings: Timings = defaultTimings): readonly Drill[] {
  const others = [...masterDrills, ...sentinelDrills, ...restartDrills, ...networkDrills]
    .map((drill) => drill(timings))
    .sort((a, b) => a.id - b.id);
  return [...classicDrills.map((drill) => drill(timings)), ...others];
}
