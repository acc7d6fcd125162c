import type { Analysis, ComponentFacts } from './analyse.ts';
import type { LossSet } from './loss-sets.ts';
import type { HostType, UnitClass } from './problem.ts';
import type { SearchState } from './search.ts';
import { excludedHosts } from './service-plan.ts';
import type { PicturedBlock, PicturedHost, PlacementPicture } from './stack-plan.ts';

/** Of a component: a placement, and what counts on a host. */
export interface PicturedPart {
  readonly facts: ComponentFacts;
  readonly state: SearchState;
  readonly weight: (counts: readonly number[]) => number;
}

/** Hosts drawn one by one; of more, equal ones once. */
const mostHosts = 24;
/** Blocks of one class on a host, or without one. */
const mostBlocks = 100;

/** Numbers the units of classes as Rancher does: the lowest free number first. */
class Numbers {
  private readonly next = new Map<UnitClass, number>();

  take(each: UnitClass): PicturedBlock {
    const { unit, index, others } = each;
    if (index !== undefined) return { service: unit.name, index };
    let number = (this.next.get(each) ?? 0) + 1;
    while (others.includes(number)) number += 1;
    this.next.set(each, number);
    return { service: unit.name, index: number };
  }
}

const size = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** The contents of hosts of a type in a state, those that count most first. */
function contentsOf(
  { contents }: Analysis,
  { state, weight }: PicturedPart,
  type: number,
): (readonly number[])[] {
  const some = state.hosts.flatMap(([id, hosts]) => {
    const { type: own, counts } = contents.get(id);
    const isUsed = own === type && counts.some((count) => count > 0);
    return isUsed ? Array.from({ length: hosts }, () => counts) : [];
  });
  return some.sort((a, b) => weight(b) - weight(a) || size(b) - size(a));
}

/** How many hosts of each type are lost. */
function lostByType(
  analysis: Analysis,
  set: LossSet,
  lead: PicturedPart | undefined,
): ReadonlyMap<number, number> {
  const lost = new Map<number, number>();
  for (const part of set) {
    const [only] = part.types;
    if (part.types.length === 1 && only !== undefined) {
      lost.set(only, (lost.get(only) ?? 0) + part.lost);
      continue;
    }
    const hosts = part.types.flatMap((type) =>
      lead
        ? contentsOf(analysis, lead, type).map((counts) => ({ type, value: lead.weight(counts) }))
        : [],
    );
    for (const { type } of hosts.sort((a, b) => b.value - a.value).slice(0, part.lost)) {
      lost.set(type, (lost.get(type) ?? 0) + 1);
    }
  }
  return lost;
}

/** Equal hosts once, if there are many. */
function folded(hosts: readonly PicturedHost[]): PicturedHost[] {
  if (hosts.length <= mostHosts) return [...hosts];
  const kept = new Map<string, PicturedHost>();
  for (const host of hosts) {
    const services = host.blocks.map(({ service }) => service).join();
    const key = JSON.stringify([services, host.isLost, host.excluded ?? null]);
    const same = kept.get(key);
    kept.set(key, same ? { ...same, more: same.more + 1 + host.more } : host);
  }
  return [...kept.values()];
}

/** Draws placements of all components together: they do not depend on each other. */
export function drawPlacement(
  analysis: Analysis,
  title: string,
  parts: readonly PicturedPart[],
  set: LossSet,
): PlacementPicture {
  const { problem } = analysis;
  const numbers = new Numbers();
  const lost = lostByType(analysis, set, parts[0]);
  const reasons = new Map(
    excludedHosts(problem, [...problem.classes.keys()]).flatMap(({ reason, hosts }) =>
      hosts.map((name) => [name, reason] as const),
    ),
  );
  const blocksOf = (columns: readonly (readonly number[])[]) => {
    let moreBlocks = 0;
    const blocks = columns.flatMap((counts) =>
      counts.flatMap((count, index) => {
        const each = problem.classes[index];
        moreBlocks += Math.max(0, count - mostBlocks);
        return each
          ? Array.from({ length: Math.min(count, mostBlocks) }, () => numbers.take(each))
          : [];
      }),
    );
    return { blocks, moreBlocks };
  };
  const drawType = ({ hosts }: HostType, type: number): PicturedHost[] => {
    const columns = parts.map((part) => contentsOf(analysis, part, type));
    const used = Math.max(lost.get(type) ?? 0, ...columns.map(({ length }) => length));
    const drawn = hosts.slice(0, used).map(({ name }, at): PicturedHost => {
      const counts = columns.map((column) => column[at] ?? []);
      return { name, more: 0, ...blocksOf(counts), isLost: at < (lost.get(type) ?? 0) };
    });
    const [rest] = hosts.slice(used);
    if (!rest) return drawn;
    const excluded = reasons.get(rest.name);
    const empty: PicturedHost = {
      name: rest.name,
      more: hosts.length - used - 1,
      blocks: [],
      moreBlocks: 0,
      isLost: false,
      ...(excluded === undefined ? {} : { excluded }),
    };
    return [...drawn, empty];
  };
  const hosts = folded(problem.types.flatMap((type, at) => drawType(type, at)));
  const waiting = problem.classes.flatMap((each, at) => {
    const placed = parts.reduce((sum, { state }) => sum + (state.placed[at] ?? 0), 0);
    const count = Math.min(mostBlocks, Math.max(0, each.wanted - placed));
    return Array.from({ length: count }, () => numbers.take(each));
  });
  return { title, hosts, waiting };
}
