import { counted } from '../diagnostics/counted.ts';
import type { StackUnit } from '../rancher/placement/stack-unit.ts';
import type { UnitVolume } from '../rancher/placement/unit-volumes.ts';
import type { SurvivalPromise } from './plan-options.ts';
import type { AfterLoss, DataSurvival } from './stack-plan.ts';

/** What is lost, of what, and what must be left. */
export interface LossCase {
  /** Hosts that are lost together. */
  readonly lose: number;
  /** Hosts of the environment. */
  readonly hosts: number;
  readonly hasScheduler: boolean;
  readonly promises: readonly SurvivalPromise[];
}

const untilRemoved =
  'not replaced until the host is removed from Rancher; if the host comes back, they start there again';

/** Checkers of a health check at most, one of them on the host of the container (HealthcheckServiceImpl.java:133-181). */
const mostCheckers = 3;

/** A host that was only cut off (PingInstancesMonitorImpl.java:190-233). */
const oldOnes =
  'on a host that was only cut off, the old containers run on: they are stopped if it is back within 10 minutes, and later left running, with their labels';

const isOnHost = ({ scope, driver }: UnitVolume) => driver === 'local' && scope !== 'external';

/** A volume of the stack on the disk of one host. */
const pinnedBy = ({ volumes }: StackUnit): UnitVolume | undefined =>
  volumes.find((volume) => volume.scope === 'stack' && isOnHost(volume));

/** When containers with a health check are replaced. */
function whenReplaced({ lose, hasScheduler }: LossCase): string {
  const checked =
    lose >= mostCheckers
      ? ', unless all hosts that check them are lost: then they count as healthy forever'
      : '';
  const scheduled = hasScheduler ? '; later if the scheduler was on a lost host' : '';
  return `40 to 45 s after the loss${checked}${scheduled}`;
}

const notReplaced = (strategy: AfterLoss['strategy'], words: string): AfterLoss => ({
  strategy,
  isReplaced: false,
  words,
});

/** What Rancher does about the containers of a lost host. */
export function afterLoss(unit: StackUnit, by: LossCase): AfterLoss {
  const { strategy, quorum } = unit.health;
  if (unit.isGlobal) return notReplaced(strategy, 'one on each host that is left; none is moved');
  if (strategy === 'none') return notReplaced(strategy, untilRemoved);
  if (strategy === 'unchecked') return notReplaced(strategy, `no health check: ${untilRemoved}`);
  const pinned = pinnedBy(unit);
  if (pinned) {
    const words = `not replaced: the volume ${pinned.name} (local) is on the disk of one host, and no other host can be used; if the host comes back, they start there again`;
    return notReplaced(strategy, words);
  }
  if (by.hosts <= by.lose) {
    return notReplaced(
      strategy,
      'not replaced: no host is left; if a host comes back, they start there again',
    );
  }
  if (strategy === 'recreate') {
    const words = `replaced on the hosts that are left as far as the rules allow, ${whenReplaced(by)}. What waits gets a host when one comes back; ${oldOnes}`;
    return { strategy, isReplaced: true, words };
  }
  const needed = `${counted(quorum, 'container')} of it ${quorum === 1 ? 'is' : 'are'} healthy`;
  if (quorum >= unit.scale) {
    const words = `not replaced until the host is removed from Rancher: replacement begins only if at least ${needed} after the loss`;
    return notReplaced(strategy, words);
  }
  const words = `replaced if at least ${needed} then, ${whenReplaced(by)}; otherwise not until the host is removed from Rancher; ${oldOnes}`;
  return { strategy, isReplaced: true, words };
}

/** What becomes of the data in a volume of a lost host. */
function fateOf(volume: UnitVolume, isReplaced: boolean): DataSurvival {
  const { name, scope, driver } = volume;
  if (scope === 'external') {
    return { survives: 'unknown', words: `the volume ${name} is created outside of the stack` };
  }
  if (!isOnHost(volume)) return { survives: 'yes', words: `kept by the volume driver ${driver}` };
  if (scope === 'unit' && isReplaced) {
    const words = `the volume ${name} (local, per container) is deleted with the lost container, and its replacement starts empty`;
    return { survives: 'no', words };
  }
  if (scope === 'unit') {
    const words = `the volume ${name} (local, per container) stays on the disk of the host: it is used again if the host comes back, and lost if it does not`;
    return { survives: 'unknown', words };
  }
  if (scope === 'stack') {
    const words = `the volume ${name} (local) is on one host: without this host no container of the service can be placed`;
    return { survives: 'unknown', words };
  }
  if (scope === 'anonymous') {
    return { survives: 'no', words: 'its volumes have no name and end with their container' };
  }
  const words = `${name} is on the disk of the host: on another host, a container starts with what is there`;
  return { survives: 'unknown', words };
}

const fromWorst = ['no', 'unknown', 'yes'] as const;

/** Whether data of a lost host is still there. */
export function dataSurvival(unit: StackUnit, by: LossCase): DataSurvival {
  const { isReplaced } = afterLoss(unit, by);
  const fates = unit.volumes.map((volume) => fateOf(volume, isReplaced));
  const survives = fromWorst.find((each) => fates.some((fate) => fate.survives === each));
  return survives === undefined
    ? { survives: 'none', words: 'it has no volume' }
    : { survives, words: [...new Set(fates.map(({ words }) => words))].join('; ') };
}
