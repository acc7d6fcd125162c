import { counted } from '../diagnostics/counted.ts';
import { listWords } from '../diagnostics/list-words.ts';
import type { AlikeHosts, LossPlan, PromisePlan, ServicePlan, StackPlan } from './stack-plan.ts';

/** A plan, with what it is about. */
export interface DescribedPlan {
  /** The name of the stack. */
  readonly name: string;
  /** How many hosts there are. */
  readonly hosts: number;
  /** Hosts that are lost together. */
  readonly lose: number;
  readonly plan: StackPlan;
}

const verdicts: Readonly<Record<StackPlan['outcome'], string>> = {
  always: 'every container always gets a host',
  can: 'every container can get a host, but not in every order of events',
  never: 'not every container gets a host',
  undecided: 'whether every container gets a host is not decided',
};

/** The result in one line. */
export function headlineOf({ name, hosts, plan }: DescribedPlan): string {
  return `${name} on ${counted(hosts, 'host')}: ${verdicts[plan.outcome]}`;
}

/** How many containers a service has: `3`, or `1 per host`. */
export const wantedWords = ({ wanted }: ServicePlan): string =>
  wanted === 'global' ? '1 per host' : String(wanted);

const between = (least: number, most: number): string =>
  least === most ? String(least) : `${least} to ${most}`;

/** Whether a service is placed: `always`, `never: 2 of 3`, `can: 1 to 2 of 2`. */
export function placedWords({ wanted, outcome, placed, hosts }: ServicePlan): string {
  const certainty = outcome === 'undecided' ? 'not decided' : outcome;
  if (wanted === 'global') return `${certainty}: on ${counted(hosts.length, 'host')}`;
  if (outcome === 'always') return certainty;
  const least = placed.exact ? '' : 'at least ';
  return `${certainty}: ${least}${between(placed.fewest, placed.most)} of ${wanted}`;
}

/** The containers of a service on one host, in the best and the worst placement. */
export function spreadWords({ spread }: ServicePlan): string {
  if (!spread) return '';
  const { best, worst, exact, countsSoft, usual } = spread;
  const most = `${between(best, worst)}${exact ? '' : ' at most'}`;
  const usually =
    usual && best !== worst && (usual.best !== best || usual.worst !== worst)
      ? `usually ${between(usual.best, usual.worst)}`
      : '';
  const soft = countsSoft ? '' : 'soft rules not counted';
  const notes = [usually, soft].filter((each) => each !== '');
  return notes.length === 0 ? most : `${most} (${notes.join(', ')})`;
}

/** Of more hosts, as many are named. */
const mostNames = 3;

/** Hosts by name, or by number if they are many: `host-1 or host-2`, `1 of 97 hosts such as host-1`. */
export function alikeWords({ names, lost }: AlikeHosts): string {
  if (lost === 1 && names.length <= mostNames) return listWords(names, 'or');
  if (lost === names.length) {
    return names.length <= mostNames
      ? listWords(names)
      : `all ${names.length} hosts such as ${names[0] ?? ''}`;
  }
  return names.length <= mostNames
    ? `${lost} of ${listWords(names)}`
    : `${lost} of ${names.length} hosts such as ${names[0] ?? ''}`;
}

/** The hosts of a loss. */
export const lostHostsWords = ({ hosts }: LossPlan): string => listWords(hosts.map(alikeWords));

/** What a loss costs: `redis-sentinels 1 of 3`. */
export function lossWords({ services, exact }: LossPlan): string {
  const lost = services.filter((service) => service.lost > 0);
  if (lost.length === 0) return 'nothing';
  const words = lost.map((service) => `${service.name} ${service.lost} of ${service.of}`);
  return `${exact ? '' : 'at most '}${words.join(', ')}`;
}

/** Whether a promise holds, in one word. */
export const promiseWords = ({ outcome }: PromisePlan): string =>
  outcome === 'undecided' ? 'not decided' : outcome;
