import type { NodeSpec } from './node-spec.ts';

/** Runs the nodes of a sandbox. Every promise has a timeout of its own. */
export interface Runtime {
  readonly kind: 'process' | 'namespace' | 'docker';
  /** Starts a node through start.sh; data of an earlier start is kept. */
  start(node: NodeSpec): Promise<void>;
  /** SIGKILL to all its processes, as when a host fails. */
  kill(node: NodeSpec): Promise<void>;
  /** SIGTERM to its first process, like `docker stop`; resolves when it has ended. */
  stop(node: NodeSpec): Promise<Stopped>;
  /** SIGSTOP and SIGCONT to all its processes, like `docker pause`. */
  freeze(node: NodeSpec): Promise<void>;
  thaw(node: NodeSpec): Promise<void>;
  /** Removes the data of a node that is not running. */
  emptyData(node: NodeSpec): Promise<void>;
  isRunning(node: NodeSpec): boolean;
  log(node: NodeSpec): string;
  /** Its data folder on this machine; empty if there is none. */
  folderOf(node: NodeSpec): string;
  /** Stops every node and removes what the runtime made; safe to call twice. */
  destroy(): Promise<void>;
}

/** How a node ended. */
export interface Stopped {
  /** Exit status; undefined if it had to be killed. */
  readonly code: number | undefined;
  readonly ms: number;
}
