/** The nodes that a fault can hit. */
export type Target = 'master' | 'replica' | 'sentinel' | 'node' | 'two-nodes';

/** A kind of fault, as data. */
export interface StormFault {
  /** What happens, in a few words. */
  readonly title: string;
  /** How often it is chosen, compared with the others. */
  readonly weight: number;
  /** What it hits; empty if it hits the whole cluster, which then is its round's only fault. */
  readonly targets: readonly Target[];
  /** Least and most, in ms: what `ends` describes. */
  readonly lastsMs: readonly [number, number];
  /** How its nodes come back. */
  readonly ends: 'Lasts' | 'Back after' | 'Each node starts after';
  /** What the sandbox must have for it. @default nodes that can be started and stopped */
  readonly needs?: 'network' | 'clock';
  /** Whether it changes the disk of a node. @default false */
  readonly disk?: boolean;
  /** Whether a data node loses its volume; at most one does in a round. @default false */
  readonly losesVolume?: boolean;
}

const anyNode: readonly Target[] = ['master', 'replica', 'sentinel', 'node', 'two-nodes'];
const dataNode: readonly Target[] = ['master', 'replica'];

const catalogue = {
  kill: {
    title: 'killed, back after the failover',
    weight: 6,
    targets: anyNode,
    lastsMs: [4000, 9000],
    ends: 'Back after',
  },
  'kill-return': {
    title: 'killed, restarted by the container engine',
    weight: 24,
    targets: anyNode,
    lastsMs: [0, 6000],
    ends: 'Back after',
  },
  'kill-empty': {
    title: 'killed, back with an empty volume',
    weight: 6,
    targets: dataNode,
    lastsMs: [0, 6000],
    ends: 'Back after',
    losesVolume: true,
  },
  stop: {
    title: 'stopped, started again',
    weight: 6,
    targets: anyNode,
    lastsMs: [0, 6000],
    ends: 'Back after',
  },
  freeze: {
    title: 'frozen, then continued',
    weight: 8,
    targets: anyNode,
    lastsMs: [100, 10_000],
    ends: 'Lasts',
  },
  stutter: {
    title: 'paused and continued again and again',
    weight: 7,
    targets: anyNode,
    lastsMs: [3000, 9000],
    ends: 'Lasts',
  },
  starve: {
    title: 'gets a fraction of a core',
    weight: 5,
    targets: anyNode,
    lastsMs: [2000, 8000],
    ends: 'Lasts',
  },
  'full-disk': {
    title: 'disk full, then free again',
    weight: 4,
    targets: ['master', 'replica', 'sentinel'],
    lastsMs: [500, 6000],
    ends: 'Lasts',
    needs: 'network',
    disk: true,
  },
  cut: {
    title: 'cut off from the others',
    weight: 6,
    targets: ['master', 'replica', 'sentinel'],
    lastsMs: [300, 12_000],
    ends: 'Lasts',
    needs: 'network',
  },
  'names-dead': {
    title: 'the name server does not reply',
    weight: 3,
    // Names serve all nodes; the other fault of the round chooses its own target.
    targets: ['node'],
    lastsMs: [2000, 10_000],
    ends: 'Lasts',
    needs: 'network',
  },
  switchover: {
    title: 'planned switchover of the master',
    weight: 4,
    targets: ['master'],
    lastsMs: [0, 0],
    ends: 'Lasts',
  },
  'stop-all': {
    title: 'all nodes stopped, one volume lost, started in any order',
    weight: 4,
    targets: [],
    lastsMs: [0, 4000],
    ends: 'Each node starts after',
    losesVolume: true,
  },
  'kill-all': {
    title: 'all nodes killed, one volume lost, started in any order',
    weight: 4,
    targets: [],
    lastsMs: [0, 4000],
    ends: 'Each node starts after',
    losesVolume: true,
  },
  move: {
    title: 'all nodes stopped, started with new addresses',
    weight: 2,
    targets: [],
    lastsMs: [0, 4000],
    ends: 'Each node starts after',
    needs: 'network',
  },
  clock: {
    title: 'the clocks of the sentinels jump',
    weight: 2,
    targets: [],
    lastsMs: [500, 5000],
    ends: 'Lasts',
    needs: 'clock',
  },
} as const satisfies Record<string, StormFault>;

export type FaultName = keyof typeof catalogue;

/** Every kind of fault. */
export const stormFaults: Readonly<Record<FaultName, StormFault>> = catalogue;

export const faultNames = Object.keys(catalogue) as FaultName[];
