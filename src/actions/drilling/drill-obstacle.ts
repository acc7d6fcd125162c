import type { Drill } from '../../cluster/drills/drill.ts';
import { canMoveClock } from '../../nodes/movable-clock.ts';
import { findProgram } from '../../process/find-program.ts';
import { hasServer, type RuntimeKind } from '../sandbox/choose-runtime.ts';

/** The first of these programs that is not on the PATH. */
const missing = (programs: readonly string[]) =>
  programs.find((name) => findProgram(name) === undefined);

/** What keeps a drill from running with containers. */
function containerObstacle(drill: Drill): string | undefined {
  if (drill.needs === 'clock')
    return 'containers have the clock of their machine, which is left alone; --runtime process gives its nodes one that can be moved';
  if (drill.needs !== 'namespace') return undefined;
  if (process.getuid?.() !== 0) return 'it changes the network of containers, which takes root';
  const program = missing(['ip', 'nsenter']);
  return program === undefined
    ? undefined
    : `it changes the network of containers, and ${program} is missing (apt-get install iproute2 util-linux)`;
}

/** Why a drill cannot run on this machine; undefined when it can. Whether an engine answers is not asked. */
export function drillObstacle(drill: Drill, runtime: RuntimeKind = 'process'): string | undefined {
  if (runtime === 'docker') return containerObstacle(drill);
  if (!hasServer())
    return 'redis-server is not installed (apt-get install redis-server; --runtime docker needs none)';
  if (drill.needs === 'clock' && !canMoveClock())
    return 'a movable clock is compiled, and there is no C compiler (apt-get install gcc libc6-dev)';
  if (drill.needs !== 'namespace') return undefined;
  if (process.getuid?.() !== 0) return 'it makes network namespaces, which takes root';
  const program = missing(['ip', 'unshare', 'mount', 'hostname']);
  return program === undefined
    ? undefined
    : `it makes network namespaces, and ${program} is missing (apt-get install iproute2 util-linux mount hostname)`;
}
