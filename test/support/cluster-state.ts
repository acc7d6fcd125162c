import { formatEndpoint } from '../../src/cluster/endpoint.ts';
import type {
  ClusterSnapshot,
  DataView,
  SentinelView,
} from '../../src/cluster/status/cluster-snapshot.ts';
import { counted } from '../../src/diagnostics/counted.ts';

/** A sentence about a node, or about the cluster. */
interface Line {
  readonly where: string;
  readonly text: string;
}

const answers = 'it answers';
const mebibytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MiB`;

function masterAuth({ hasMasterAuth, isMasterAuthSame }: NonNullable<DataView['config']>): string {
  if (!hasMasterAuth) return 'not set';
  return isMasterAuthSame ? 'its requirepass' : 'another password';
}

function dataLines(node: DataView): string[] {
  const { role, masterAt, isLinkUp, config, appendOnlyOk, snapshotOk } = node;
  return [
    answers,
    role === 'master'
      ? 'it is the master'
      : `it is a replica${masterAt ? ` of ${formatEndpoint(masterAt)}` : ''}`,
    ...(role === 'replica' ? [`its link to the master is ${isLinkUp ? 'up' : 'down'}`] : []),
    ...node.followers.map(
      ({ at, state, lagS }) =>
        `its replica ${formatEndpoint(at)} is ${state}, with an acknowledgement within ${lagS + 1} s`,
    ),
    `it uses ${mebibytes(node.memoryBytes)} of ${mebibytes(node.maxMemoryBytes)}`,
    `appendonly is ${node.appendOnly ? 'yes' : 'no'}`,
    `its last write to the append-only file ${appendOnlyOk ? 'succeeded' : 'failed'}`,
    `its last snapshot ${snapshotOk ? 'succeeded' : 'failed'}`,
    `it runs ${node.server} ${node.version}`,
    ...(config
      ? [
          `requirepass is ${config.hasPassword ? 'set' : 'not set'}`,
          `masterauth is ${masterAuth(config)}`,
          `min-replicas-to-write is ${config.minReplicas}`,
          `its configuration file is ${config.configFile}`,
        ]
      : []),
  ];
}

function sentinelLines(view: SentinelView): string[] {
  const downs = { o_down: 'down, and others agree', s_down: 'down' } as const;
  const down = (['o_down', 's_down'] as const).find((flag) => view.masterFlags.includes(flag));
  return [
    answers,
    `it reports ${formatEndpoint(view.masterAt)} as master, with epoch ${view.configEpoch}`,
    `it considers the master ${down ? downs[down] : 'up'}`,
    `CKQUORUM answers: ${view.quorumReply}`,
    `it is ${view.isInTilt ? 'in tilt' : 'not in tilt'}`,
    `its id is ${view.id.slice(0, 12)}…`,
    `it counts ${view.sentinels.map(({ at }) => formatEndpoint(at)).join(', ')} and itself`,
    `it lists the replicas ${view.replicas.map(({ at }) => formatEndpoint(at)).join(', ')}`,
    `down-after-milliseconds is ${view.downAfterMs}`,
    `failover-timeout is ${view.failoverTimeoutMs}`,
    `requirepass is ${view.hasPassword ? 'set' : 'not set'}`,
    `its configuration file is ${view.configFile}`,
  ];
}

function linesOf({ dataNodes, sentinels, expected }: ClusterSnapshot): Line[] {
  const replicas = dataNodes.filter(({ role }) => role === 'replica').length;
  const wanted = expected.replicas;
  const count = `${counted(replicas, 'replica')} answer, with --expect-replicas ${wanted}`;
  const about = (at: DataView['at'], texts: readonly string[]) =>
    texts.map((text) => ({ where: formatEndpoint(at), text }));
  return [
    ...(wanted === undefined ? [] : [{ where: 'the cluster', text: count }]),
    ...dataNodes.flatMap((node) => about(node.at, dataLines(node))),
    ...sentinels.flatMap((view) => about(view.at, sentinelLines(view))),
  ];
}

/** What is so in the right state and not in the wrong one. Of a node that is missing there: that it answers. */
export function changedState(wrong: ClusterSnapshot, right: ClusterSnapshot): Line[] {
  const [before, after] = [linesOf(wrong), linesOf(right)];
  const isThere = ({ where }: Line) => before.some((line) => line.where === where);
  const isSame = ({ where, text }: Line) =>
    before.some((line) => line.where === where && line.text === text);
  return after.filter(
    (line) =>
      !isSame(line) && (isThere(line) || line.text === answers || line.where === 'the cluster'),
  );
}

/** One line for what holds for several nodes. `whole` are all sentinels of the cluster. */
export function stateLines(lines: readonly Line[], { sentinels }: ClusterSnapshot): string[] {
  const places = new Map<string, Set<string>>();
  for (const { where, text } of lines) places.set(text, (places.get(text) ?? new Set()).add(where));
  const all = sentinels.map(({ at }) => formatEndpoint(at));
  return [...places].flatMap(([text, where]) =>
    all.every((at) => where.has(at))
      ? [`every sentinel: ${text}`]
      : [...where].map((at) => `${at}: ${text}`),
  );
}
