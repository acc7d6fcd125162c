import { listWords } from '../../../diagnostics/list-words.ts';
import { agreedNodes, nodeName } from '../shards.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const epochsUnique: ShardedRule = {
  name: 'epochs-unique',
  requires: 'each master has a configuration epoch of its own',
  why: 'Of two masters that claim the same slot, the higher configuration epoch decides. The nodes resolve equal ones within seconds.',
  check(snapshot) {
    const masters = agreedNodes(snapshot).filter(({ view }) => view?.role === 'master');
    const byEpoch = new Map<number, string[]>();
    for (const node of masters) {
      const epoch = node.view?.known.find(({ id }) => id === node.id)?.configEpoch ?? 0;
      byEpoch.set(epoch, [...(byEpoch.get(epoch) ?? []), nodeName(node)]);
    }
    return [...byEpoch]
      .filter(([, nodes]) => nodes.length > 1)
      .map(([epoch, nodes]) => ({
        severity: 'warning',
        is: `${listWords(nodes)} have the configuration epoch ${epoch}`,
        expected: 'a different one for each master',
        fix: 'they change it by themselves within seconds; otherwise send CLUSTER BUMPEPOCH to one of them',
      }));
  },
};
