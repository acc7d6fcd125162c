import { formatEndpoint } from '../../endpoint.ts';
import { listWords } from '../../../diagnostics/list-words.ts';
import { formatSlots, rangesOf, slotsOf } from '../slots.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const slotsOnce: ShardedRule = {
  name: 'slots-once',
  requires: 'no slot has two masters',
  why: 'Two masters that accept writes for the same slot diverge; the writes of one of them will be lost.',
  check({ dataNodes }) {
    const owners = new Map<number, string[]>();
    for (const { at, id, role, known } of dataNodes) {
      if (role !== 'master') continue;
      const own = known.find((line) => line.id === id)?.slots ?? [];
      for (const slot of slotsOf(own))
        owners.set(slot, [...(owners.get(slot) ?? []), formatEndpoint(at)]);
    }
    const twice = new Map<string, number[]>();
    for (const [slot, at] of owners) {
      if (at.length < 2) continue;
      const key = listWords([...at].sort());
      twice.set(key, [...(twice.get(key) ?? []), slot]);
    }
    return [...twice].map(([nodes, slots]) => ({
      is: `${nodes} are both masters of ${formatSlots(rangesOf(slots.sort((a, b) => a - b)))}`,
      expected: 'one master for each slot',
      fix: 'the one with the higher configuration epoch keeps them as soon as both reach each other: check the cluster bus between them (port + 10000)',
    }));
  },
};
