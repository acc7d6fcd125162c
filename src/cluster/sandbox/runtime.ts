import type { NodeSpec } from './node-spec.ts';

/** What runs the nodes of a sandbox. Every promise settles within a bound of its own. */
export interface Runtime {
  readonly kind: 'process' | 'namespace' | 'docker';
  /** Starts a node through start.sh; its data of an earlier start is kept. */
  start(node: NodeSpec): Promise<void>;
  /** SIGKILL to all of it, as when a host dies. */
  kill(node: NodeSpec): Promise<void>;
  /** SIGTERM to its first process, as `docker stop`; resolves when it has ended. */
  stop(node: NodeSpec): Promise<Stopped>;
  /** SIGSTOP and SIGCONT to all of it, as `docker pause`. */
  freeze(node: NodeSpec): Promise<void>;
  thaw(node: NodeSpec): Promise<void>;
  /** Removes what a node that does not run has stored. */
  emptyData(node: NodeSpec): Promise<void>;
  isRunning(node: NodeSpec): boolean;
  log(node: NodeSpec): string;
  /** Its data folder on this machine; empty where there is none. */
  folderOf(node: NodeSpec): string;
  /** Ends all that was started and removes what it made; safe to call twice. */
  destroy(): Promise<void>;
}

/** How a node ended. */
export interface Stopped {
  /** Undefined when it had to be killed. */
  readonly code: number | undefined;
  readonly ms: number;
}
