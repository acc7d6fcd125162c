/** Where a server listens: a name or address, and a port. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Formats an endpoint as `host:port`, with IPv6 addresses in brackets. */
export function formatEndpoint({ host, port }: Endpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** `host:port` or `[v6]:port` → endpoint; undefined if the text does not have that form. */
export function parseEndpoint(text: string): Endpoint | undefined {
  const match = /^(?:\[([0-9A-Fa-f:.%]+)\]|([^\s:[\],]+)):(\d{1,5})$/.exec(text.trim());
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  return { host, port };
}

/** Whether both endpoints have the same text; names are not resolved. */
export function sameEndpoint(a: Endpoint | undefined, b: Endpoint | undefined): boolean {
  return a !== undefined && b !== undefined && a.host === b.host && a.port === b.port;
}
