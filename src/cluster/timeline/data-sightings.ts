import { formatEndpoint } from '../endpoint.ts';
import type { ClusterSnapshot, DataView } from '../status/cluster-snapshot.ts';
import type { Sighting } from './merge-sightings.ts';

/** INFO has whole seconds. */
const secondMs = 1000;
/** What is as old as the process began with it, in seconds. */
const atStartS = 2;

function sightingsOf(view: DataView): Sighting[] {
  const node = formatEndpoint(view.at);
  const { uptimeS, masterAt, isLinkUp, linkDownS = 0, replicaLinks, lastSaveS } = view;
  const master = masterAt ? formatEndpoint(masterAt) : 'its master';
  const seen = (kind: Sighting['kind'], seconds: number, text: string): Sighting => ({
    kind,
    node,
    text,
    agoMs: seconds * secondMs,
    precisionMs: secondMs,
  });
  const found = [seen('start', uptimeS, 'the server started')];
  if (isLinkUp === false && linkDownS > 0)
    found.push(seen('link-lost', linkDownS, `the link to ${master} broke, and is still down`));
  for (const { from, ageS } of replicaLinks)
    found.push(seen('linked', ageS, `a replica connected to it, from ${from}`));
  if (lastSaveS !== undefined && uptimeS - lastSaveS > atStartS)
    found.push(seen('snapshot', lastSaveS, 'a snapshot of its data ended, such as for a copy'));
  return found;
}

/** What the data nodes know of themselves. */
export function dataSightings({ dataNodes }: ClusterSnapshot): Sighting[] {
  return dataNodes.flatMap(sightingsOf);
}
