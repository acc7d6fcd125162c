import { formatEndpoint } from '../endpoint.ts';
import { namedMaster } from '../status/majority.ts';
import { nodeAt, type StatusRule } from './status-rule.ts';

export const sentinelsAgree: StatusRule = {
  name: 'sentinels-agree',
  requires: 'every sentinel reports the same master, with the same epoch',
  why: 'Sentinels that disagree send clients to different nodes.',
  check(snapshot) {
    const named = namedMaster(snapshot);
    if (!named) return [];
    const wanted = formatEndpoint(named);
    const epoch = Math.max(...snapshot.sentinels.map(({ configEpoch }) => configEpoch));
    return snapshot.sentinels.flatMap(({ at, masterAt, configEpoch }) => {
      const own = formatEndpoint(masterAt);
      if (own === wanted && configEpoch === epoch) return [];
      const is =
        own === wanted
          ? `it reports ${own} with epoch ${configEpoch}`
          : `it reports ${own} as master, with epoch ${configEpoch}`;
      return [
        {
          ...nodeAt(at),
          is,
          expected: `${wanted} with epoch ${epoch}, like the others`,
          fix: 'sentinels that reach each other agree within two seconds; check that this one reaches its peers, then restart it',
        },
      ];
    });
  },
};
