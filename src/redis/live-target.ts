import type { Endpoint } from '../cluster/endpoint.ts';
import type { ConnectionOptions } from './connection.ts';

/** Timeouts of clients, in ms. */
export interface ClientTimeouts {
  /** A connection to the master that the sentinels report. */
  readonly connectMs: number;
  /** Each other step of the client protocol: ask a sentinel, check the role. */
  readonly askMs: number;
  /** A connection or a reply of a client that reads or watches. */
  readonly readMs: number;
  /** A write; after it, a frozen master is abandoned. */
  readonly writeMs: number;
}

/** On this machine a server accepts at once; an address that has vanished never does. */
export const localTimeouts: ClientTimeouts = {
  connectMs: 80,
  askMs: 250,
  readMs: 300,
  writeMs: 400,
};

/** On a network, a packet that is lost while connecting is sent again after a second. */
export const distantTimeouts: ClientTimeouts = {
  connectMs: 3000,
  askMs: 3000,
  readMs: 3000,
  writeMs: 3000,
};

/** The cluster that clients use; mutated when passwords or sentinels change. */
export interface LiveTarget {
  sentinels: readonly Endpoint[];
  readonly masterName: string;
  readonly timeouts: ClientTimeouts;
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
