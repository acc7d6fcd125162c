/** A port of an entry of `ports` or `expose`. */
export interface SpecPort {
  /** Empty: all addresses. */
  readonly address: string;
  /** Undefined: Docker chooses one. */
  readonly published: number | undefined;
  readonly inContainer: number;
  readonly protocol: 'tcp' | 'udp';
}

const form =
  /^(?:((?:\d{1,3}\.){3}\d{1,3}):)?(?:(\d+)(?:-(\d+))?:)?(\d+)(?:-(\d+))?(?:\/(tcp|udp))?$/i;

/** A range of a thousand ports is enough to compare. */
const most = 1000;

/** The ports of `[ip:][host:]container[/proto]` with ranges; undefined if it cannot be read. */
export function specPorts(spec: string): SpecPort[] | undefined {
  const found = form.exec(spec);
  if (!found) return undefined;
  const [, address = '', low, , first = '0', last = first, protocol = 'tcp'] = found;
  const count = Math.min(Math.max(Number(last) - Number(first), 0), most) + 1;
  return Array.from({ length: count }, (_none, index) => ({
    address: address === '0.0.0.0' ? '' : address,
    published: low === undefined ? undefined : Number(low) + index,
    inContainer: Number(first) + index,
    protocol: protocol.toLowerCase() === 'udp' ? 'udp' : 'tcp',
  }));
}
