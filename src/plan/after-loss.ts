import { counted } from '../diagnostics/counted.ts';
import { listWords } from '../diagnostics/list-words.ts';
import type { StackUnit } from '../rancher/placement/stack-unit.ts';
import type { UnitVolume } from '../rancher/placement/unit-volumes.ts';
import type { ServiceFinding } from './findings.ts';
import { hostsFor, type Problem } from './problem.ts';
import type { SurvivalPromise } from './plan-options.ts';
import type { AfterLoss, DataSurvival } from './stack-plan.ts';

const untilRemoved =
  'not replaced until the host is removed from Rancher; if the host comes back, they start there again';

/** What Rancher does about the containers of a lost host. */
export function afterLoss(unit: StackUnit): AfterLoss {
  const { strategy, quorum } = unit.health;
  if (unit.isGlobal) {
    return { strategy, isReplaced: false, words: 'one on each host that is left; none is moved' };
  }
  if (strategy === 'recreate') {
    const words =
      'replaced on the hosts that are left, 40 to 45 s after the loss, as far as the rules allow; later if the scheduler was on the lost host';
    return { strategy, isReplaced: true, words };
  }
  if (strategy === 'recreateOnQuorum') {
    const words = `replaced 40 to 45 s after the loss if at least ${counted(quorum, 'container')} of it ${quorum === 1 ? 'is' : 'are'} healthy, else never`;
    return { strategy, isReplaced: true, words };
  }
  return strategy === 'none'
    ? { strategy, isReplaced: false, words: untilRemoved }
    : { strategy, isReplaced: false, words: `no health check: ${untilRemoved}` };
}

const isOnHost = ({ scope, driver }: UnitVolume) => driver === 'local' && scope !== 'external';

/** Whether data of a lost host is still there. */
export function dataSurvival(unit: StackUnit): DataSurvival {
  const { volumes, health } = unit;
  const isReplaced = health.strategy === 'recreate' || health.strategy === 'recreateOnQuorum';
  const [first] = volumes;
  if (!first) return { survives: 'none', words: 'it has no volume' };
  const find = (...scopes: readonly string[]) =>
    volumes.find((volume) => scopes.includes(volume.scope) && isOnHost(volume));
  const own = find('unit');
  if (own && isReplaced) {
    const words = `the volume ${own.name} (local, per container) is deleted with the lost container, and its replacement starts empty`;
    return { survives: 'no', words };
  }
  if (own) {
    const words = `the volume ${own.name} (local, per container) stays on the disk of the host: it is used again if the host comes back, and lost if it does not`;
    return { survives: 'unknown', words };
  }
  const stack = find('stack');
  if (stack) {
    const words = `the volume ${stack.name} (local) is on one host: without this host no container of the service can be placed`;
    return { survives: 'unknown', words };
  }
  const other = find('host', 'path');
  if (other) {
    const words = `${other.name} is on the disk of the host: on another host, a container starts with what is there`;
    return { survives: 'unknown', words };
  }
  const external = volumes.find(({ scope }) => scope === 'external');
  if (external) {
    const words = `the volume ${external.name} is created outside of the stack`;
    return { survives: 'unknown', words };
  }
  if (find('anonymous')) {
    return { survives: 'no', words: 'its volumes have no name and end with their container' };
  }
  return { survives: 'yes', words: `kept by the volume driver ${first.driver}` };
}

/** Units that soft rules of a class keep away from each other, its own included. */
function softGroup({ classes }: Problem, at: number): { units: number; names: string[] } {
  const each = classes[at];
  const rules = (each?.soft ?? []).filter(({ rule }) => rule.negated);
  const some = [...classes.keys()].filter(
    (other) => other === at || rules.some(({ providers }) => providers[other]),
  );
  return {
    units: some.reduce((sum, other) => sum + (classes[other]?.wanted ?? 0), 0),
    names: [...new Set(some.map((other) => classes[other]?.unit.name ?? ''))],
  };
}

/** What must be left, and how many hosts are lost together. */
export interface LossCase {
  readonly lose: number;
  readonly promises: readonly SurvivalPromise[];
}

/** Promises that cannot be kept without a host that has `gathered` containers of some services. */
function brokenBy(
  gathered: number,
  names: readonly string[],
  { classes }: Problem,
  promises: readonly SurvivalPromise[],
): string[] {
  const wanted = (services: readonly string[]) =>
    classes.reduce((sum, each) => sum + (services.includes(each.unit.name) ? each.wanted : 0), 0);
  return promises.flatMap(({ name, services, atLeast, kind }) => {
    const some = wanted(services.filter((each) => names.includes(each)));
    const left = wanted(services) - Math.min(gathered, some);
    // Of hosts with data, only that there is none left is certain.
    return left < atLeast && (kind === 'containers' || left === 0) ? [name] : [];
  });
}

/**
 * What remains after `lose` hosts were lost and came back: a soft rule that was given up stays given up, because
 * nothing moves a running container.
 */
export function driftOf(
  problem: Problem,
  { classes }: ServiceFinding,
  { lose, promises }: LossCase,
): string | undefined {
  const [at = -1, ...others] = classes;
  const each = problem.classes[at];
  const hosts = hostsFor(problem, at);
  if (!each || others.length > 0 || hosts <= lose) return undefined;
  if (each.soft.every(({ rule, providers }) => !rule.negated || !providers.includes(true))) {
    return undefined;
  }
  const { units, names } = softGroup(problem, at);
  const worst = (left: number) => Math.max(1, units - left + 1);
  const gathered = worst(hosts - lose);
  if (gathered <= worst(hosts)) return undefined;
  const broken = brokenBy(gathered, names, problem, promises);
  const then =
    broken.length === 0 ? '' : `. The loss of that host then breaks ${listWords(broken)}`;
  const when = afterLoss(each.unit).isReplaced
    ? `after the loss of ${counted(lose, 'host')}`
    : `after ${counted(lose, 'host')} ${lose === 1 ? 'was' : 'were'} removed from Rancher`;
  const what =
    names.length === 1 ? `${units}` : `the ${counted(units, 'container')} of ${listWords(names)}`;
  return `${when}, up to ${gathered} of ${what} are on one host, and stay there when hosts are added: the rule is soft, and Rancher moves no running container${then}`;
}
