import { counted } from '../../diagnostics/counted.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';
import { headlineOf, type Cause, type Headline } from './diagnosis.ts';
import { replicasOf, votersOf } from './node-facts.ts';
import { lostTolerance } from './tolerance.ts';

/** `1 of 2 replicas is down` */
const share = (number: number, total: number, noun: string, state: string) =>
  `${number} of ${counted(total, noun)} ${number === 1 ? 'is' : 'are'} ${state}`;

function lostNodes(snapshot: ClusterSnapshot): string[] {
  const { quorum, known: all } = votersOf(snapshot);
  const { known, down, hidden } = replicasOf(snapshot);
  const unlinked = snapshot.dataNodes.filter(
    ({ role, isLinkUp }) => role === 'replica' && !isLinkUp,
  );
  const gone = snapshot.silentSentinels.length;
  return [
    ...(down.length > 0 ? [share(down.length, known.length, 'replica', 'down')] : []),
    ...(hidden.length > 0
      ? [share(hidden.length, known.length, 'replica', 'not readable from here')]
      : []),
    ...(unlinked.length > 0 ? [share(unlinked.length, known.length, 'replica', 'not linked')] : []),
    ...(gone > 0 ? [share(gone, all, 'sentinel', 'down')] : []),
    ...(quorum > all ? [`the quorum of ${quorum} is more than the ${all} sentinels`] : []),
  ];
}

/** Errors, but the master accepts writes: what is lost, and what is no longer tolerated. */
export function degradedHeadline(snapshot: ClusterSnapshot, errors: readonly Cause[]): Headline {
  const nodes = lostNodes(snapshot);
  const [first] = errors;
  const where = first?.nodes.length === 1 ? `${first.nodes[0] ?? ''}: ` : '';
  const wanted = first?.rule === 'counts-as-expected' ? `, ${first.expected} expected` : '';
  const what = nodes.length > 0 ? listWords(nodes) : `${where}${first?.is ?? ''}${wanted}`;
  return headlineOf('degraded', [what, ...lostTolerance(snapshot)].join('; '));
}
