import type { NodeControls } from './node-controls.ts';
import type { PlannedFault } from './plan-round.ts';
import type { FileTails, StormRig } from './storm-rig.ts';

/** A fault that happened. Times in milliseconds, by the clock of the rig. */
export interface Injection {
  readonly fault: PlannedFault;
  /** Names of the nodes that it hit; empty if it hit none or the name server. */
  readonly nodes: readonly string[];
  /** Names of the nodes that lost their volume. */
  readonly emptied: readonly string[];
  readonly fromMs: number;
  /** When a node was isolated at the latest. @default `fromMs` */
  readonly inEffectMs?: number;
  /** When the nodes had been started, continued or connected again. */
  readonly toMs: number;
  /** When everything had been killed, and what the files of the remaining nodes had then. */
  readonly files?: FileTails;
}

/** What a fault needs of the round that it happens in. */
export interface FaultContext {
  readonly rig: StormRig;
  readonly controls: NodeControls;
  /** The node that is master when the fault happens. */
  readonly masterName: () => string;
}

/** What a fault did, besides when. */
export type Effect = Partial<Pick<Injection, 'nodes' | 'emptied' | 'files' | 'inEffectMs'>>;
