import type { StatusFault } from '../../rules/status-rule.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const sameSettings: ShardedRule = {
  name: 'same-settings',
  requires: 'all nodes have the same settings for failovers',
  why: 'Each node decides by its own settings: with different node timeouts, they do not agree when a master has failed.',
  check({ dataNodes }) {
    const settings = dataNodes.flatMap(({ sharding }) => sharding ?? []);
    const names = [
      ['cluster-node-timeout', ({ nodeTimeoutMs }) => String(nodeTimeoutMs)],
      [
        'cluster-require-full-coverage',
        ({ needsFullCoverage }) => (needsFullCoverage ? 'yes' : 'no'),
      ],
      ['cluster-replica-validity-factor', ({ validityFactor }) => String(validityFactor)],
    ] as const satisfies readonly (readonly [string, (one: (typeof settings)[number]) => string])[];
    return names.flatMap(([name, valueOf]): StatusFault[] => {
      const values = [...new Set(settings.map(valueOf))].sort();
      if (values.length < 2) return [];
      return [
        {
          severity: 'warning',
          is: `${name} is ${values.join(' or ')}`,
          expected: 'the same value on every node',
          fix: `CONFIG SET ${name} on each node, then CONFIG REWRITE`,
        },
      ];
    });
  },
};
