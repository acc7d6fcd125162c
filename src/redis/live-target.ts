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

const options = (password: string | undefined, boundMs: number): ConnectionOptions => ({
  connectMs: boundMs,
  replyMs: boundMs,
  ...(password === undefined ? {} : { password }),
});

/** How data nodes and sentinels are asked, within `boundMs` each time. */
export const dataOptions = (target: LiveTarget, boundMs: number) =>
  options(target.password, boundMs);
/** As a client that stays on the master's side when the network is cut. */
export const sideOptions = (target: LiveTarget, boundMs: number): ConnectionOptions => ({
  ...options(target.password, boundMs),
  ...(target.sideAddress === undefined ? {} : { localAddress: target.sideAddress }),
});
export const sentinelOptions = (target: LiveTarget, boundMs: number) =>
  options(target.sentinelPassword, boundMs);

/** Counts an error by what it says first: `READONLY`, `timeout`. */
export function countError(errors: Map<string, number>, error: unknown): void {
  const words = error instanceof Error ? error.message : String(error);
  const key = /^[A-Z]{4,}/.exec(words)?.[0] ?? words.replaceAll(/\d+/g, 'N').slice(0, 60);
  errors.set(key, (errors.get(key) ?? 0) + 1);
}
