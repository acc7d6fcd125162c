import { formatEndpoint } from '../endpoint.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { type StatusRule } from './status-rule.ts';

export const idsUnique: StatusRule = {
  name: 'ids-unique',
  requires: 'every sentinel and every data node has a unique id',
  why: 'Sentinels with the same id replace each other in the lists of their peers, so that a vote is missing. Data nodes with the same run id are one process that is listed under two addresses.',
  check({ sentinels, dataNodes }) {
    const places = new Map<string, string[]>();
    const all = [...sentinels, ...dataNodes.map(({ at, runId }) => ({ at, id: runId }))];
    for (const { id, at } of all) places.set(id, [...(places.get(id) ?? []), formatEndpoint(at)]);
    return [...places]
      .filter(([id, at]) => id !== '' && at.length > 1)
      .map(([id, at]) => ({
        is: `${listWords(at)} have the same id, ${id.slice(0, 12)}…`,
        expected: 'a unique id for each; a process that is listed under two addresses is one node',
        fix: 'for sentinels: stop one, remove "sentinel myid" from its configuration, start it; for data nodes: use one address for each',
      }));
  },
};
