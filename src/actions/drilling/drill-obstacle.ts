import type { Drill } from '../../cluster/drills/drill.ts';
import { canMoveClock } from '../../nodes/movable-clock.ts';
import { findProgram } from '../../process/find-program.ts';
import { hasServer, type RuntimeKind } from '../sandbox/choose-runtime.ts';

/** The first program that is not on the PATH. */
const missing = (programs: readonly string[]) =>
  programs.find((name) => findProgram(name) === undefined);

/** Why a drill cannot run with containers. */
function containerObstacle(drill: Pick<Drill, 'needs'>): string | undefined {
  if (drill.needs === 'clock')
    return 'containers share the clock of their host, which must not change; nodes of --runtime process can have a movable clock';
  if (drill.needs !== 'namespace') return undefined;
  if (process.getuid?.() !== 0) return 'it changes the network of containers, which requires root';
  const program = missing(['ip', 'nsenter']);
  return program === undefined
    ? undefined
    : `it changes the network of containers, and ${program} is missing (apt-get install iproute2 util-linux)`;
}

/** Why a drill cannot run on this machine; undefined if it can. The container engine is not checked. */
export function drillObstacle(
  drill: Pick<Drill, 'needs'>,
  runtime: RuntimeKind = 'process',
): string | undefined {
  if (runtime === 'docker') return containerObstacle(drill);
  if (!hasServer())
    return 'redis-server is not installed (apt-get install redis-server; --runtime docker does not need it)';
  if (drill.needs === 'clock' && !canMoveClock())
    return 'a movable clock must be compiled, and there is no C compiler (apt-get install gcc libc6-dev)';
  if (drill.needs !== 'namespace') return undefined;
  if (process.getuid?.() !== 0) return 'it creates network namespaces, which requires root';
  const program = missing(['ip', 'unshare', 'mount', 'hostname']);
  return program === undefined
    ? undefined
    : `it creates network namespaces, and ${program} is missing (apt-get install iproute2 util-linux mount hostname)`;
}
