import type { Endpoint } from '../cluster/endpoint.ts';
import type { ConnectionOptions } from './connection.ts';

/** The cluster that clients use; mutated when passwords or sentinels change. */
export interface LiveTarget {
  sentinels: readonly Endpoint[];
  readonly masterName: string;
  password: string | undefined;
  sentinelPassword: string | undefined;
  /** Source address of clients on the master's side of a cut. @default chosen by the system */
  readonly sideAddress?: string;
  /** A name that resolves to all sentinels, for a client that must survive a change of their addresses. */
  readonly sentinelName?: string | undefined;
}

const options = (password: string | undefined, timeoutMs: number): ConnectionOptions => ({
  connectMs: timeoutMs,
  replyMs: timeoutMs,
  ...(password === undefined ? {} : { password }),
});

/** Connection options for data nodes and for sentinels; `timeoutMs` limits each connection and reply. */
export const dataOptions = (target: LiveTarget, timeoutMs: number) =>
  options(target.password, timeoutMs);
/** The same for a client that stays on the master's side of a cut. */
export const sideOptions = (target: LiveTarget, timeoutMs: number): ConnectionOptions => ({
  ...options(target.password, timeoutMs),
  ...(target.sideAddress === undefined ? {} : { localAddress: target.sideAddress }),
});
export const sentinelOptions = (target: LiveTarget, timeoutMs: number) =>
  options(target.sentinelPassword, timeoutMs);

/** Counts an error by its kind: `READONLY`, `no reply within N ms`. */
export function countError(errors: Map<string, number>, error: unknown): void {
  const words = error instanceof Error ? error.message : String(error);
  const key = /^[A-Z]{4,}/.exec(words)?.[0] ?? words.replaceAll(/\d+/g, 'N').slice(0, 60);
  errors.set(key, (errors.get(key) ?? 0) + 1);
}
