import { counted } from '../../diagnostics/counted.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { formatEndpoint } from '../endpoint.ts';
import { headlineOf, type Cause, type Diagnosis, type Headline } from '../diagnosis/diagnosis.ts';
import { findCauses } from '../diagnosis/find-causes.ts';
import { silentObstacles, silentReason } from '../diagnosis/look-obstacles.ts';
import { checkWith } from '../status/check-snapshot.ts';
import { shardedRules } from './rules/sharded-rules.ts';
import { isHiddenNode, outagesOf, silentAs, type ShardOutage } from './shard-outage.ts';
import { shardRefusal } from './shard-refusal.ts';
import { shardedFollows } from './sharded-follows.ts';
import { canReplace, isUp, nodeName, shardName, shardsOf, slotsIn, unassigned } from './shards.ts';
import type { Shard } from './shards.ts';
import { slotCount, type ShardedAnswer, type ShardedSnapshot } from './sharded-snapshot.ts';
import { sizeOf } from './slots.ts';

const replicasIn = (shards: readonly Shard[]) => shards.flatMap(({ replicas }) => replicas);

function hiddenHeadline(snapshot: ShardedSnapshot, shards: readonly Shard[]): Headline | undefined {
  const hidden = shards.filter(({ master }) => isHiddenNode(snapshot, master));
  const silent = hidden.flatMap(({ master }) => silentAs(snapshot, master) ?? []);
  if (silent.length === 0) return undefined;
  const seen = `${counted(snapshot.dataNodes.length, 'node')} ${snapshot.dataNodes.length === 1 ? 'sees' : 'see'} ${silent.length === 1 ? 'it' : 'them'} up`;
  return headlineOf('cannot-look', `${silentReason(silent, 'master')}; ${seen}`);
}

/** `writes to 5461 of 16384 slots`, or what else clients are refused. */
function refused(snapshot: ShardedSnapshot, slots: number): string {
  const rejecting = snapshot.dataNodes.filter(({ isClusterOk }) => !isClusterOk).length;
  if (rejecting > 0 && rejecting === snapshot.dataNodes.length) return 'no commands';
  return `no writes to ${slots} of ${slotCount} slots`;
}

function outageHeadline(snapshot: ShardedSnapshot, shards: readonly Shard[]): Headline | undefined {
  const outages = outagesOf(snapshot, shards);
  const stuck = outages.find(({ obstacle }) => obstacle !== undefined);
  const slots = slotsIn(outages.map(({ shard }) => shard));
  if (stuck) return headlineOf('down', stuckReason(outages, stuck), refused(snapshot, slots));
  const [first] = outages;
  if (first) return headlineOf('failing-over', '', first.text);
  const free = sizeOf(unassigned(shards));
  if (shards.length === 0)
    return headlineOf('down', 'no node has slots: the cluster was not created', 'no commands');
  if (free > 0)
    return headlineOf('down', `${free} slots belong to no node`, refused(snapshot, free));
  const refusing = shards.flatMap((shard) => {
    const refusal = shard.master.view && shardRefusal(shard.master.view);
    return refusal ? [{ shard, refusal }] : [];
  });
  const [refusal] = refusing;
  if (refusal) {
    const moment = refused(snapshot, slotsIn(refusing.map(({ shard }) => shard)));
    return headlineOf('down', `${shardName(refusal.shard)}: ${refusal.refusal.reason}`, moment);
  }
  const rejecting = snapshot.dataNodes.filter(({ isClusterOk }) => !isClusterOk);
  if (rejecting.length * 2 < snapshot.dataNodes.length || rejecting.length === 0) return undefined;
  const count = `${rejecting.length} of ${counted(snapshot.dataNodes.length, 'node')}`;
  return headlineOf(
    'failing-over',
    'each slot has a master again',
    `${count} still reject commands`,
  );
}

/** One outage in full; of several, the reason of the first. */
function stuckReason(outages: readonly ShardOutage[], first: ShardOutage): string {
  if (outages.length === 1) return first.text;
  const masters = outages.map(({ shard }) => nodeName(shard.master));
  return `${counted(outages.length, 'shard')} without a master (${listWords(masters)}), and ${first.obstacle ?? ''}`;
}

/** What a cluster that accepts writes no longer tolerates. */
function lostTolerance(shards: readonly Shard[]): string[] {
  const single = shards.filter(({ replicas }) => !replicas.some((node) => canReplace(node)));
  if (single.length === 0) return [];
  const names = listWords(single.map(({ master }) => nodeName(master)));
  return [
    `if ${names} ${single.length === 1 ? 'fails, its slots are' : 'fail, their slots are'} lost`,
  ];
}

function degradedHeadline(
  snapshot: ShardedSnapshot,
  shards: readonly Shard[],
  errors: readonly Cause[],
): Headline {
  const replicas = replicasIn(shards);
  const down = replicas.filter((node) => !isUp(node));
  const unlinked = replicas.filter(({ view }) => view && view.isLinkUp !== true);
  const share = (count: number, state: string) =>
    count === 0
      ? []
      : [
          `${count} of ${counted(replicas.length, 'replica')} ${count === 1 ? 'is' : 'are'} ${state}`,
        ];
  const lost = [...share(down.length, 'down'), ...share(unlinked.length, 'not linked')];
  const [first] = errors;
  const where = first?.nodes.length === 1 ? `${first.nodes[0] ?? ''}: ` : '';
  const wanted = first?.rule === 'node-counts' ? `, ${first.expected} expected` : '';
  const what = lost.length > 0 ? listWords(lost) : `${where}${first?.is ?? ''}${wanted}`;
  return headlineOf('degraded', [what, ...lostTolerance(shards)].join('; '));
}

function healthyHeadline(shards: readonly Shard[], warnings: number): Headline {
  const shape = [counted(shards.length, 'shard'), counted(replicasIn(shards).length, 'replica')];
  const found = warnings === 0 ? [] : [counted(warnings, 'warning')];
  return headlineOf('healthy', [...shape, ...found].join(', '));
}

const afterwards =
  'nothing to do now: the masters elect a replica; then find out from the log of this node why it ended, and start it again: it joins as a replica';
const alone = 'nothing to do now: the failover that is in progress resolves it';

/** Rules whose findings a failover resolves by itself. */
const transient = new Set([
  'slots-covered',
  'slots-once',
  'commands-accepted',
  'nodes-not-failed',
  'nodes-agree',
  'shards-have-replicas',
  'shard-replicas-linked',
  'shards-accept-writes',
]);

/** Replaces advice that the cluster is about to carry out by itself; masters first. */
function advise({ state }: Headline, shards: readonly Shard[], causes: readonly Cause[]): Cause[] {
  const masters = new Set(shards.map(({ master }) => formatEndpoint(master.at)));
  const isOfMaster = ({ nodes }: Cause) => nodes.some((at) => masters.has(at));
  const weight = (cause: Cause) =>
    cause.severity === 'warning'
      ? 3
      : cause.rule.startsWith('nodes-answer')
        ? isOfMaster(cause)
          ? 0
          : 1
        : 2;
  return causes
    .map((cause): Cause => {
      if (state !== 'failing-over') return cause;
      if (cause.rule === 'nodes-answer' && isOfMaster(cause)) return { ...cause, fix: afterwards };
      return transient.has(cause.rule) ? { ...cause, fix: alone } : cause;
    })
    .sort((a, b) => weight(a) - weight(b));
}

/** What is wrong with a Redis Cluster: one headline, and its causes with what follows from each. */
export function diagnoseSharded({ snapshot, silent }: ShardedAnswer): Diagnosis {
  if (!snapshot) {
    const causes = silentObstacles(silent, 'node').map((obstacle): Cause => ({
      ...obstacle,
      severity: 'error',
      expected: 'the view of at least one node',
      follows: [],
    }));
    return { ...headlineOf('cannot-look', silentReason(silent, 'node')), causes, findings: [] };
  }
  const shards = shardsOf(snapshot);
  const findings = checkWith(shardedRules, snapshot);
  const causes = findCauses(findings, shardedFollows(snapshot));
  const errors = causes.filter(({ severity }) => severity === 'error');
  const head =
    hiddenHeadline(snapshot, shards) ??
    outageHeadline(snapshot, shards) ??
    (errors.length > 0
      ? degradedHeadline(snapshot, shards, errors)
      : healthyHeadline(shards, causes.length));
  return { ...head, causes: advise(head, shards, causes), findings };
}
