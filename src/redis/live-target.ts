import type { Endpoint } from '../cluster/endpoint.ts';
import type { ConnectionOptions } from './connection.ts';

/** The cluster that clients use; changed in place when passwords or sentinels change. */
export interface LiveTarget {
  sentinels: readonly Endpoint[];
  readonly masterName: string;
  password: string | undefined;
  sentinelPassword: string | undefined;
  /** The address that clients on the master's side of a cut come from. */
  readonly sideAddress?: string;
  /** A name that leads to all sentinels, for a client that must outlive their addresses. */
  readonly sentinelName?: string | undefined;
}

const options = (password: string | undefined, timeoutMs: number): ConnectionOptions => ({
  connectMs: timeoutMs,
  replyMs: timeoutMs,
  ...(password === undefined ? {} : { password }),
});

/** How data nodes and sentinels are asked, within `timeoutMs` each time. */
export const dataOptions = (target: LiveTarget, timeoutMs: number) =>
  options(target.password, timeoutMs);
/** As a client that stays on the master's side when the network is cut. */
export const sideOptions = (target: LiveTarget, timeoutMs: number): ConnectionOptions => ({
  ...options(target.password, timeoutMs),
  ...(target.sideAddress === undefined ? {} : { localAddress: target.sideAddress }),
});
export const sentinelOptions = (target: LiveTarget, timeoutMs: number) =>
  options(target.sentinelPassword, timeoutMs);

/** Counts an error by what it says first: `READONLY`, `timeout`. */
export function countError(errors: Map<string, number>, error: unknown): void {
  const words = error instanceof Error ? error.message : String(error);
  const key = /^[A-Z]{4,}/.exec(words)?.[0] ?? words.replaceAll(/\d+/g, 'N').slice(0, 60);
  errors.set(key, (errors.get(key) ?? 0) + 1);
}
