import { counted } from '../../diagnostics/counted.ts';
import { formatEndpoint } from '../endpoint.ts';
import { checkSnapshot } from '../status/check-snapshot.ts';
import type { ClusterSnapshot, SnapshotAnswer } from '../status/cluster-snapshot.ts';
import { advise } from './advise.ts';
import { degradedHeadline } from './degraded-headline.ts';
import { headlineOf, type Cause, type Diagnosis, type Headline } from './diagnosis.ts';
import { durationText } from '../../diagnostics/duration.ts';
import { failoverProgress, settling } from './failover-progress.ts';
import { findCauses } from './find-causes.ts';
import { followsFrom } from './follows-from.ts';
import { lookObstacles, lookReason, silentReason } from './look-obstacles.ts';
import { isHidden, misses, silentMaster, votersOf, workingMaster } from './node-facts.ts';
import { writeRefusal } from './write-refusal.ts';

function healthyHeadline(snapshot: ClusterSnapshot, warnings: number): Headline {
  const master = workingMaster(snapshot);
  const replicas = snapshot.dataNodes.filter(({ role }) => role === 'replica').length;
  const shape = [
    ...(master ? [`master ${formatEndpoint(master.at)}`] : []),
    counted(replicas, 'replica'),
    counted(votersOf(snapshot).answering, 'sentinel'),
  ].join(', ');
  const found = warnings === 0 ? '' : `, ${counted(warnings, 'warning')}`;
  return headlineOf('healthy', `${shape}${found}`);
}

function hiddenHeadline(snapshot: ClusterSnapshot): Headline | undefined {
  const silent = silentMaster(snapshot);
  if (!silent || !isHidden(snapshot, silent)) return undefined;
  const { silentDataNodes, dataNodes } = snapshot;
  const isAll = dataNodes.length === 0 && silentDataNodes.length > 1;
  const reason = isAll
    ? silentReason(silentDataNodes, 'data node')
    : silentReason([silent], 'master');
  const missing = snapshot.sentinels.filter((view) => misses(view, silent.at)).length;
  const seen = counted(snapshot.sentinels.length, 'sentinel');
  const view =
    missing === 0
      ? `${seen} ${snapshot.sentinels.length === 1 ? 'sees' : 'see'} the master up`
      : `${missing} of ${seen} miss the master`;
  return headlineOf('cannot-look', `${reason}; ${view}`);
}

/** The headline of a cluster without a master that accepts writes, or not yet for all; undefined if it has one. */
function outageHeadline(snapshot: ClusterSnapshot): Headline | undefined {
  const master = workingMaster(snapshot);
  if (master) {
    const refusal = writeRefusal(snapshot, master);
    const late = settling(snapshot, master.at);
    if (late !== undefined) return headlineOf('failing-over', '', late);
    if (!refusal) return undefined;
    const since =
      refusal.sinceMs === undefined ? '' : ` for at least ${durationText(refusal.sinceMs)}`;
    return headlineOf('down', refusal.reason, `no writes${since}`);
  }
  const progress = failoverProgress(snapshot);
  if (progress === undefined) return headlineOf('down', 'the sentinels report no master');
  if (progress.kind === 'under-way')
    return headlineOf('failing-over', progress.afterwards, progress.text);
  const silent = silentMaster(snapshot);
  const how = silent ? (silent.trouble === 'hangs' ? 'hangs' : 'is dead') : 'is a replica';
  const moment = silent ? `no writes for ${durationText(progress.deadMs)}` : 'no writes';
  return headlineOf('down', `the master ${how}, and ${progress.reason}`, moment);
}

function headline(snapshot: ClusterSnapshot, causes: readonly Cause[]): Headline {
  const errors = causes.filter(({ severity }) => severity === 'error');
  return (
    hiddenHeadline(snapshot) ??
    outageHeadline(snapshot) ??
    (errors.length > 0
      ? degradedHeadline(snapshot, errors)
      : healthyHeadline(snapshot, causes.length))
  );
}

/** What is wrong with a cluster: one headline, and its causes with what follows from each. */
export function diagnose(answer: SnapshotAnswer): Diagnosis {
  const { snapshot } = answer;
  if (!snapshot) {
    const causes = lookObstacles(answer).map((obstacle): Cause => ({
      ...obstacle,
      severity: 'error',
      expected: 'the view of at least one sentinel',
      follows: [],
    }));
    const reason = lookReason(answer);
    return { ...headlineOf('cannot-look', reason), causes, findings: [] };
  }
  const findings = checkSnapshot(snapshot);
  // A reason that is not in the node itself is one cause for all nodes.
  const silent = silentMaster(snapshot);
  const dead = silent && !isHidden(snapshot, silent) ? formatEndpoint(silent.at) : undefined;
  const causes = findCauses(findings, followsFrom(snapshot), dead);
  const head = headline(snapshot, causes);
  return { ...head, causes: advise(snapshot, head.state, causes), findings };
}
