import { durationText } from '../../diagnostics/duration.ts';
import { counted } from '../../diagnostics/counted.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { formatEndpoint } from '../endpoint.ts';
import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';

/** What no server knows of the last `minutes`. */
export function unknowns(snapshot: ClusterSnapshot, minutes: number): string[] {
  const { dataNodes, sentinels, silentDataNodes, silentSentinels } = snapshot;
  const young = [...dataNodes, ...sentinels]
    .filter(({ uptimeS }) => uptimeS < minutes * 60)
    .map(({ at }) => formatEndpoint(at));
  const silent = [...silentDataNodes, ...silentSentinels].map(({ at }) => formatEndpoint(at));
  const epoch = Math.max(0, ...sentinels.map(({ configEpoch }) => configEpoch));
  const downAfterMs = Math.max(0, ...sentinels.map((view) => view.downAfterMs));
  return [
    ...(epoch > 0
      ? [
          `when the old master ended: sentinels replace a master down-after (${durationText(downAfterMs)}) and about 0.4 s after its last reply, which they then forget`,
        ]
      : []),
    ...(epoch > 1
      ? [
          `the times of earlier changes of the master: the epoch is ${epoch}, so that there were up to ${epoch}, but sentinels keep the last one only`,
        ]
      : []),
    'changes that were undone: of each kind, only the last one is kept',
    ...(young.length > 0
      ? [
          `what ${counted(young.length, 'node')} did before the start within this time: ${listWords(young)}`,
        ]
      : []),
    ...(silent.length > 0
      ? [
          `what ${listWords(silent)} would report: when a node ended is known from sentinels only, within the second between two pings, and not from before the last switch`,
        ]
      : []),
    'whether acknowledged writes were lost: no server records that',
  ];
}
