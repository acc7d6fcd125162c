import { nodeAt } from '../../rules/status-rule.ts';
import { formatSlots, rangesOf } from '../slots.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const noOpenSlots: ShardedRule = {
  name: 'no-open-slots',
  requires: 'no slot is being moved',
  why: 'While a slot moves, commands on several of its keys can be refused (TRYAGAIN). A move that was interrupted stays open until an operator ends it.',
  check: ({ dataNodes }) =>
    dataNodes
      .filter(({ openSlots }) => openSlots.length > 0)
      .map(({ at, openSlots }) => {
        const slots = rangesOf(openSlots.map(({ slot }) => slot).sort((a, b) => a - b));
        const directions = [...new Set(openSlots.map(({ direction }) => direction))].sort();
        return {
          ...nodeAt(at),
          severity: 'warning' as const,
          is: `it is ${directions.join(' and ')} ${formatSlots(slots)}`,
          expected: 'no open slots, except while an operator moves them',
          fix: 'wait until the move has ended; after an interrupted one, redis-cli --cluster fix HOST:PORT',
        };
      }),
};
