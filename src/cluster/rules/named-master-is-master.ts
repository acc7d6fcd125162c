import { formatEndpoint } from '../endpoint.ts';
import { dataNodeAt, namedMaster } from '../status/majority.ts';
import { nodeAt, type StatusRule } from './status-rule.ts';

export const namedMasterIsMaster: StatusRule = {
  name: 'named-master-is-master',
  requires: 'the node that the sentinels report as master is a master',
  why: 'Clients connect to the node that the sentinels report. All of them can agree on a node that is not a master, such as a replica that got the address of one.',
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
          ? `the sentinels report it as master, but it is a replica${follows}`
          : `the sentinels report it as master, but it does not answer: ${silent?.reason ?? 'no reply'}`,
        expected: 'a node that answers ROLE with master',
        fix: view
          ? 'if its data is the newest, send it REPLICAOF NO ONE; otherwise send SENTINEL FAILOVER to one sentinel'
          : 'wait for the failover, or start the node again',
      },
    ];
  },
};
