// docs/drill-report/pods.md, from what the tests of test/kubernetes/pods-*.test.ts measured.
import { withNoise } from '../src/cluster/drills/check-times.ts';
import type { PodGroup, PodResult } from '../test/support/kubernetes/kubelet/pod-figures.ts';

/** One run of all drills on pods, as docs/drill-report/pods.json has it. */
export interface PodFigures {
  /** Versions and machine, as one sentence. */
  readonly where: string;
  readonly drills: readonly PodResult[];
}

const sections: readonly (readonly [group: PodGroup, heading: string, text: readonly string[]])[] =
  [
    ['planned', 'Planned', ['What is planned is a switchover: clients that write hardly notice.']],
    [
      'faults',
      'Faults',
      ['Clients wait for a failover: as long as for a master that is killed without Kubernetes.'],
    ],
    [
      'starts',
      'Starts',
      [
        'Pods that start keep all data, and find each other. While all are stopped, no write is possible: such a gap is',
        'not in the table. *Started* is the time until all pods are Ready and agree on the master.',
      ],
    ],
    [
      'shards',
      'Redis Cluster',
      [
        'The chart `redis-cluster` with three masters, each with a replica, on the same nodes. The client writes to one',
        'shard, whose master is meant. A master that is stopped hands over to its replica first.',
      ],
    ],
  ];

const ms = (value: number) => String(Math.round(value));

const boundsCell = ({ bounds, runs }: PodResult): string => {
  const { gapMs, startedMs } = bounds;
  const raised = runs.flatMap(({ noiseMs = 0 }) => {
    if (gapMs === undefined) return [];
    const { boundMs, raisedFromMs } = withNoise(gapMs, noiseMs);
    return raisedFromMs === undefined ? [] : [ms(boundMs)];
  });
  const limits = [
    ...(gapMs === undefined ? [] : [`write gap ≤ ${gapMs} ms`]),
    ...(runs.some(({ lost }) => lost !== undefined) ? ['lost writes 0'] : []),
    ...(startedMs === undefined ? [] : [`started ≤ ${startedMs / 1000} s`]),
  ].join(', ');
  return raised.length === 0
    ? limits
    : `${limits}; write gap limit raised to ${raised.join(', ')} ms`;
};

function cellsOf(result: PodResult): readonly string[] {
  const { name, title, runs } = result;
  const sum = (of: 'writes' | 'lost') => {
    const all = runs.flatMap((run) => run[of] ?? []);
    return all.length === 0 ? '' : String(all.reduce((total, each) => total + each, 0));
  };
  const times = (of: 'gapMs' | 'noiseMs' | 'startedMs') =>
    runs.flatMap((run) => (run[of] === undefined ? [] : [ms(run[of])])).join(', ');
  const what = `${title.slice(0, 1).toUpperCase()}${title.slice(1)}`;
  const measured = [sum('writes'), sum('lost'), times('gapMs'), times('noiseMs')];
  return [name, what, ...measured, times('startedMs'), boundsCell(result)];
}

const columns = [
  'drill',
  'what happens',
  'acknowledged writes',
  'lost writes',
  'longest gap ms',
  'untouched server ms',
  'started ms',
  'bounds',
];

/** A table without the columns that no drill has a figure for. */
function tableOf(drills: readonly PodResult[]): readonly string[] {
  const rows = drills.map(cellsOf);
  const used = columns.flatMap((_, index) => (rows.some((cells) => cells[index]) ? [index] : []));
  const line = (cells: readonly string[]) => `| ${used.map((index) => cells[index]).join(' | ')} |`;
  return [line(columns), `|${used.map(() => '---').join('|')}|`, ...rows.map(line)];
}

/** Renders docs/drill-report/pods.md. */
export function renderPodsPage({ where, drills }: PodFigures): string {
  return `${[
    '# Drills on pods',
    '',
    'The chart `redis-sentinel` with three data nodes and three sentinels, installed by helm into a real Kubernetes API',
    'server with three nodes, as Rancher 2 installs it. Its pods run as processes with a network, a root and volumes of',
    'their own, and with the probes, grace period and Service names that Kubernetes gives them. All drills are within',
    'their bounds: a run with one that is not writes no page. `npm run pods:report` runs them and writes this page.',
    '',
    where,
    '',
    'A client writes numbers as fast as each is acknowledged, and asks the sentinels again after each error. A gap is the',
    'longest time without an acknowledged write, from before the first step until all pods are Ready again and agree on',
    'the master. Lost writes are acknowledged writes that the last master does not have. The untouched server is a',
    'server without faults beside the pods: its longest gap is the noise of the machine, and raises the bound of a gap.',
    'If a gap is longer than its bound, the drill runs twice more: three gaps are listed, and their median counts.',
    ...sections.flatMap(([group, heading, text]) => [
      '',
      `## ${heading}`,
      '',
      ...text,
      '',
      ...tableOf(drills.filter((result) => result.group === group)),
    ]),
  ].join('\n')}\n`;
}
