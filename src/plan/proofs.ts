import { counted } from '../diagnostics/counted.ts';
import { listWords } from '../diagnostics/list-words.ts';
import { sizeText } from '../rancher/placement/host-fit.ts';
import { roomFor } from './bounds.ts';
import { differ, isPortShared } from './differ.ts';
import { matchUnits } from './matching.ts';
import { classesOf, hostsFor, typesFor, type HostType, type Problem } from './problem.ts';
import type { PlacementReason } from './stack-plan.ts';
import { containersOf, hostWords, nameList } from './words.ts';

/** Why units can never all be placed. */
export type Proof = Pick<PlacementReason, 'kind' | 'words'>;

const nameOf = ({ classes }: Problem, at: number) => classes[at]?.unit.name ?? '';
const wantedOf = ({ classes }: Problem, at: number) => classes[at]?.wanted ?? 0;

/** No host fits a single unit: what each lacks. */
function proveNoHost(problem: Problem, at: number): Proof | undefined {
  const { types } = problem;
  if (types.length === 0) return { kind: 'no-host', words: 'there is no host' };
  if (typesFor(problem, at).length > 0) return undefined;
  const broken = types[0]?.misfits[at];
  if (broken?.kind === 'broken') return { kind: 'no-host', words: `no host fits: ${broken.words}` };
  const reasons = new Map<string, string[]>();
  for (const { hosts, misfits } of types) {
    const words = misfits[at]?.words ?? '';
    const names = reasons.get(words) ?? [];
    reasons.set(words, names);
    for (const { name } of hosts) names.push(name);
  }
  const [first, ...more] = reasons;
  if (first && more.length === 0) {
    const every = first[1].length === 1 ? 'the only host' : `each of the ${first[1].length} hosts`;
    return { kind: 'no-host', words: `no host fits: ${every} ${first[0]}` };
  }
  const parts = [...reasons].map(([words, names]) => `${nameList(names)}: ${words}`);
  return { kind: 'no-host', words: `no host fits: ${parts.join('; ')}` };
}

/** Classes that can have what their rules want on a host, starting with those that want nothing. */
function supplied(problem: Problem): ReadonlySet<number> {
  const { classes, types } = problem;
  const done = new Set<number>();
  const fits = (at: number) =>
    types.some(
      (type, index) =>
        type.misfits[at] === undefined &&
        (classes[at]?.hard ?? []).every(
          ({ rule, before, providers }) =>
            rule.negated ||
            rule.subject === 'host-label' ||
            before[index] ||
            providers.some(
              (provides, other) => provides && done.has(other) && type.misfits[other] === undefined,
            ),
        ),
    );
  for (let size = -1; size < done.size;) {
    size = done.size;
    for (const at of classes.keys()) if (!done.has(at) && fits(at)) done.add(at);
  }
  return done;
}

function proveNeeds(problem: Problem, at: number): Proof | undefined {
  if (supplied(problem).has(at)) return undefined;
  const want = (problem.classes[at]?.hard ?? []).find(
    ({ rule, before }) => !rule.negated && rule.subject !== 'host-label' && !before.every(Boolean),
  );
  if (!want) return undefined;
  const { key, value } = want.rule;
  const text = key === undefined ? value : `${key}=${value}`;
  const others = want.providers.flatMap((provides, other) =>
    provides && other !== at ? [nameOf(problem, other)] : [],
  );
  const who =
    others.length > 0
      ? `${listWords([...new Set(others)])} cannot be there first`
      : want.providers[at]
        ? 'only its own containers have one'
        : 'no container has one';
  return { kind: 'needs', words: `it wants a container with ${text} on its host, and ${who}` };
}

/** Units that share a local volume, so one host, and cannot share a host. */
function proveVolume(problem: Problem, at: number): Proof | undefined {
  const { classes, volumes } = problem;
  const each = classes[at];
  const [volume] = each?.volumes ?? [];
  if (!each || volume === undefined) return undefined;
  const shared = `share the volume ${volumes[volume]} (local), so they need one host`;
  if (each.unit.isGlobal && each.wanted > 1) {
    const words = `its containers ${shared}, but each of ${counted(each.wanted, 'host')} gets one`;
    return { kind: 'volume', words };
  }
  if (each.wanted > 1 && differ(problem, at, at)) {
    const words = `its ${counted(each.wanted, 'container')} ${shared}, but exclude each other`;
    return { kind: 'volume', words };
  }
  return undefined;
}

const because = (problem: Problem, at: number, other: number): string => {
  const port = isPortShared(problem, at, other) ? problem.classes[at]?.unit.ports[0] : undefined;
  return port ? `publish port ${port.port}/${port.protocol}` : 'exclude each other';
};

/** More units of one service that exclude each other than hosts for them. */
function proveTooFew(problem: Problem, at: number): Proof | undefined {
  const count = wantedOf(problem, at);
  const hosts = hostsFor(problem, at);
  if (!differ(problem, at, at) || count <= hosts) return undefined;
  const are = hosts === 1 ? 'there is' : 'there are';
  const words = `${containersOf(count, nameOf(problem, at))} ${because(problem, at, at)}, and ${are} ${hostWords(problem, at)}`;
  return { kind: 'too-few-hosts', words };
}

/** More reserved by a service than its hosts have room for. */
function proveCapacity(problem: Problem, at: number): Proof | undefined {
  const { classes, hasScheduler } = problem;
  const unit = classes[at]?.unit;
  if (!unit || !hasScheduler || unit.isGlobal) return undefined;
  const rooms = typesFor(problem, at).map((type) => ({
    hosts: type.hosts.length,
    units: Math.min(
      roomFor(unit.memoryBytes, type.memoryBytes),
      roomFor(unit.milliCpu, type.milliCpu),
    ),
  }));
  const total = rooms.reduce((sum, { hosts, units }) => sum + hosts * units, 0);
  const count = wantedOf(problem, at);
  if (total >= count) return undefined;
  const needs = [
    ...(unit.memoryBytes > 0 ? [`${sizeText(unit.memoryBytes)} of memory`] : []),
    ...(unit.milliCpu > 0 ? [`${unit.milliCpu / 1000} of a core`] : []),
  ];
  const words = `${containersOf(count, unit.name)} reserve ${needs.join(' and ')} each, and the hosts have room for ${total}`;
  return { kind: 'capacity', words };
}

const proofs = [proveNoHost, proveNeeds, proveVolume, proveTooFew, proveCapacity];

/** Why a service can never have all of its containers placed, whatever else is placed; undefined if nothing is found. */
export function proveNever(problem: Problem, service: string): Proof | undefined {
  for (const at of classesOf(problem, service)) {
    if (wantedOf(problem, at) === 0 && !problem.classes[at]?.unit.isGlobal) continue;
    for (const prove of proofs) {
      const proof = prove(problem, at);
      if (proof) return proof;
    }
  }
  return undefined;
}

/** Classes of which each excludes each other one, itself included if it has several units. */
function clique(problem: Problem, start: number): number[] {
  const isApart = (at: number) => wantedOf(problem, at) === 1 || differ(problem, at, at);
  if (!isApart(start)) return [];
  const found = [start];
  for (const at of problem.classes.keys()) {
    if (at === start || !isApart(at) || wantedOf(problem, at) === 0) continue;
    if (found.every((other) => differ(problem, at, other))) found.push(at);
  }
  return found.length > 1 ? found : [];
}

/** More reserved by all services than all hosts have free. */
function proveTotal(
  { classes, types, hasScheduler }: Problem,
  part: 'memoryBytes' | 'milliCpu',
): (Proof & { services: string[] }) | undefined {
  const some = classes.filter(({ unit, wanted }) => unit[part] > 0 && wanted > 0);
  const isUsed = ({ misfits }: HostType) =>
    some.some((each) => misfits[classes.indexOf(each)] === undefined);
  const need = some.reduce((sum, { unit, wanted }) => sum + unit[part] * wanted, 0);
  const free = types.filter(isUsed).reduce((sum, type) => sum + type.hosts.length * type[part], 0);
  // A global service is placed on a host that is too full as well.
  if (!hasScheduler || need <= free || some.some(({ unit }) => unit.isGlobal)) return undefined;
  const text = (amount: number) =>
    part === 'memoryBytes' ? `${sizeText(amount)} of memory` : `${amount / 1000} cores`;
  const services = [...new Set(some.map(({ unit }) => unit.name))];
  const words = `${listWords(services)} reserve ${text(need)} in total, and the hosts have room for ${text(free)}`;
  return { kind: 'capacity', words, services };
}

/** Two services that share a local volume, so one host, and cannot share a host. */
function proveShared(problem: Problem): (Proof & { services: string[] }) | undefined {
  const { classes, volumes, types } = problem;
  const fitsNone = (at: number, other: number) =>
    !types.some(({ misfits }) => misfits[at] === undefined && misfits[other] === undefined);
  for (const [at, each] of classes.entries()) {
    for (const volume of each.wanted > 0 ? each.volumes : []) {
      const other = classes.findIndex(
        ({ unit, wanted, volumes: own }, index) =>
          index > at && wanted > 0 && unit.name !== each.unit.name && own.includes(volume),
      );
      const second = classes[other];
      if (!second || !(differ(problem, at, other) || fitsNone(at, other))) continue;
      const services = [each.unit.name, second.unit.name];
      const why = fitsNone(at, other) ? 'no host fits both' : because(problem, at, other);
      const words = `${listWords(services)} share the volume ${volumes[volume]} (local), so they need one host, but ${why}`;
      return { kind: 'volume', words, services };
    }
  }
  return undefined;
}

/** Why the services of a stack can never all be placed, though each of them alone can. */
export function proveNeverTogether(problem: Problem): (Proof & { services: string[] }) | undefined {
  for (const start of problem.classes.keys()) {
    const some = clique(problem, start);
    const { missing, classes, types } = matchUnits(
      some.map((at) => wantedOf(problem, at)),
      problem.types.map(({ hosts }) => hosts.length),
      (index, type) => problem.types[type]?.misfits[some[index] ?? -1] === undefined,
    );
    if (missing === 0) continue;
    const full = classes.map((index) => some[index] ?? 0);
    const names = types.flatMap((type) => problem.types[type]?.hosts ?? []).map(({ name }) => name);
    const units = full.reduce((sum, at) => sum + wantedOf(problem, at), 0);
    const parts = full.map((at) => `${wantedOf(problem, at)} of ${nameOf(problem, at)}`);
    const [first = 0, second = first] = full;
    const words = `${counted(units, 'container')} (${parts.join(', ')}) ${because(problem, first, second)}, and there ${names.length === 1 ? 'is' : 'are'} ${counted(names.length, 'host')} for them: ${nameList(names)}`;
    return { kind: 'too-few-hosts', words, services: full.map((at) => nameOf(problem, at)) };
  }
  return (
    proveShared(problem) ?? proveTotal(problem, 'memoryBytes') ?? proveTotal(problem, 'milliCpu')
  );
}
