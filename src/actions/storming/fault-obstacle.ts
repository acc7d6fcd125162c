import type { StormFault } from '../../cluster/storm/storm-fault.ts';
import { catalogError } from '../../diagnostics/diagnostic.ts';
import { canMoveClock } from '../../nodes/movable-clock.ts';
import { drillObstacle } from '../drilling/drill-obstacle.ts';
import { hasServer, type RuntimeKind } from '../sandbox/choose-runtime.ts';

/** Where the nodes of a storm run: processes with or without networks of their own, containers. */
export interface StormPlace {
  readonly runtime: RuntimeKind;
  /** Why nodes cannot have networks of their own; undefined if they have. */
  readonly noNetwork: string | undefined;
}

/** Finds out what is possible here. Throws if no server is installed. */
export function stormPlace(runtime: RuntimeKind): StormPlace {
  if (runtime === 'process' && !hasServer())
    throw catalogError(
      'redis-missing',
      'redis-server is not on the PATH',
      'install it: apt-get install redis-server; --runtime docker does not need it',
    );
  return { runtime, noNetwork: drillObstacle({ needs: 'namespace' }, runtime) };
}

/** Why a fault cannot be injected; undefined if it can. */
export function faultObstacle(
  { needs, disk }: StormFault,
  { runtime, noNetwork }: StormPlace,
): string | undefined {
  if (needs === 'network') {
    if (disk === true && runtime === 'docker')
      return 'the volume of a container is a folder of this machine, which cannot be full for one node';
    return noNetwork;
  }
  if (needs !== 'clock') return undefined;
  if (runtime === 'docker') return 'containers share the clock of their host';
  return canMoveClock()
    ? undefined
    : 'a movable clock must be compiled, and there is no C compiler (apt-get install gcc libc6-dev)';
}
