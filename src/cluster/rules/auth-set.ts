import { formatEndpoint } from '../endpoint.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { nodeAt, type StatusFault, type SeenNodes, type StatusRule } from './status-rule.ts';

export const authSet: StatusRule<SeenNodes> = {
  name: 'auth-set',
  requires:
    'data nodes and sentinels require a password, and each data node has that of the others',
  why: 'Any client that reaches a sentinel without a password can change the master, even if the data nodes have one. A data node whose masterauth differs from the password of the others cannot replicate from the next master.',
  check({ dataNodes, sentinels = [] }) {
    const faults: StatusFault[] = [];
    const openData = dataNodes.filter(({ config }) => config?.hasPassword === false);
    const openSentinels = sentinels.filter(({ hasPassword }) => !hasPassword);
    if (openData.length > 0) {
      faults.push({
        severity: 'warning',
        is: `${listWords(openData.map(({ at }) => formatEndpoint(at)))}: no password is set`,
        expected: 'requirepass on every data node',
        fix: 'set redis_password',
      });
    }
    if (openSentinels.length > 0) {
      faults.push({
        severity: 'warning',
        is: `${listWords(openSentinels.map(({ at }) => formatEndpoint(at)))}: no password is set on these sentinels`,
        expected: 'requirepass on every sentinel: any client that reaches one can move the master',
        fix: 'set sentinel_password',
      });
    }
    for (const { at, config } of dataNodes) {
      if (!config?.hasPassword || config.isMasterAuthSame) continue;
      faults.push({
        ...nodeAt(at),
        is: config.hasMasterAuth
          ? 'its masterauth differs from its requirepass'
          : 'it has requirepass but no masterauth',
        expected: 'the same password in both: otherwise the next master rejects it as a replica',
        fix: 'CONFIG SET masterauth to the password of the data nodes, then CONFIG REWRITE',
      });
    }
    return faults;
  },
};
