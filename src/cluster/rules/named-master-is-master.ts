import { formatEndpoint } from '../endpoint.ts';
import { dataNodeAt, namedMaster } from '../status/majority.ts';
import { nodeAt, type StatusRule } from './status-rule.ts';

/** All sentinels can agree on a node that is none: a replica behind the address a master had. */
export const namedMasterIsMaster: StatusRule = {
  name: 'named-master-is-master',
  requires: 'the node that the sentinels name answers that it is master',
  check(snapshot) {
    const named = namedMaster(snapshot);
    const view = named && dataNodeAt(snapshot, named);
    if (!named || view?.role === 'master') return [];
    const silent = snapshot.silentDataNodes.find(
      ({ at }) => formatEndpoint(at) === formatEndpoint(named),
    );
    const follows = view?.masterAt ? ` of ${formatEndpoint(view.masterAt)}` : '';
    return [
      {
        ...nodeAt(named),
        is: view
          ? `the sentinels name it, and it is a replica${follows}`
          : `the sentinels name it, and it cannot be asked: ${silent?.reason ?? 'no answer'}`,
        expected: 'a node that answers ROLE with master',
        fix: view
          ? 'send it REPLICAOF NO ONE when its data is the newest, else SENTINEL FAILOVER to one sentinel'
          : 'wait for the sentinels to fail over, or start that node again',
      },
    ];
  },
};
