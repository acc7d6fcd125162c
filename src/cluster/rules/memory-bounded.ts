import { nodeAt, type SeenNodes, type StatusRule } from './status-rule.ts';

const mebibyte = 1024 * 1024;
const nearlyFull = 0.9;

/** At the limit, `noeviction` rejects writes; other policies make room. */
const isFull = (used: number, limit: number, policy: string) =>
  used >= limit && policy === 'noeviction';

export const memoryBounded: StatusRule<SeenNodes> = {
  name: 'memory-bounded',
  requires: 'no data node is near its memory limit',
  why: 'At maxmemory, a data node with noeviction rejects every write; with another policy it removes keys.',
  check: ({ dataNodes }) =>
    dataNodes
      .filter(
        ({ memoryBytes, maxMemoryBytes }) =>
          maxMemoryBytes > 0 && memoryBytes > nearlyFull * maxMemoryBytes,
      )
      .map(({ at, memoryBytes, maxMemoryBytes, policy }) => ({
        ...nodeAt(at),
        ...(isFull(memoryBytes, maxMemoryBytes, policy) ? {} : { severity: 'warning' as const }),
        is: `it uses ${Math.round(memoryBytes / mebibyte)} MiB of ${Math.round(maxMemoryBytes / mebibyte)} MiB`,
        expected: `less than ${nearlyFull * 100} %: at the limit ${policy === 'noeviction' ? 'it rejects writes' : `${policy} removes keys`}`,
        fix: 'raise maxmemory or remove data',
      })),
};
