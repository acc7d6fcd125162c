import { formatEndpoint } from '../endpoint.ts';
import { listWords, nodeAt, type StatusFault, type StatusRule } from './status-rule.ts';

/** A password on the data nodes alone leaves the sentinels open, who can re-point them all. */
export const authSet: StatusRule = {
  name: 'auth-set',
  requires: 'data nodes and sentinels want a password, and each data node has the others’ one',
  check({ dataNodes, sentinels }) {
    const faults: StatusFault[] = [];
    const openData = dataNodes.filter(({ config }) => config?.hasPassword === false);
    const openSentinels = sentinels.filter(({ hasPassword }) => !hasPassword);
    if (openData.length > 0) {
      faults.push({
        severity: 'warning',
        is: `${listWords(openData.map(({ at }) => formatEndpoint(at)))}: no password is wanted`,
        expected: 'requirepass on every data node',
        fix: 'set redis_password',
      });
    }
    if (openSentinels.length > 0) {
      faults.push({
        severity: 'warning',
        is: `${listWords(openSentinels.map(({ at }) => formatEndpoint(at)))}: no password is wanted by these sentinels`,
        expected: 'requirepass on every sentinel: whoever reaches one can move the master',
        fix: 'set sentinel_password',
      });
    }
    for (const { at, config } of dataNodes) {
      if (!config?.hasPassword || config.isMasterAuthSame) continue;
      faults.push({
        ...nodeAt(at),
        is: config.hasMasterAuth
          ? 'its masterauth is not its requirepass'
          : 'it has requirepass and no masterauth',
        expected: 'the same password in both: as a replica of the next master it would be refused',
        fix: 'CONFIG SET masterauth to the password of the data nodes, then CONFIG REWRITE',
      });
    }
    return faults;
  },
};
