const isPort = (port: string) => /^\d+$/.test(port) && Number(port) <= 65_535;

/** The size of a port range, 0 for a single port; undefined if the text is not a port. */
function portRangeSize(text: string): number | undefined {
  const [low = '', high = low, ...more] = text.split('-');
  if (more.length > 0 || !isPort(low) || !isPort(high) || Number(high) < Number(low)) {
    return undefined;
  }
  return Number(high) - Number(low);
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/**
 * Whether Docker's library accepts a text as a port specification: `[ip:][host:]container[/proto]`,
 * ports or ranges of them (docker/go-connections nat.go, ParsePortSpecs).
 */
export function isPortSpec(spec: string): boolean {
  const slash = spec.lastIndexOf('/');
  const protocol = slash === -1 ? 'tcp' : spec.slice(slash + 1);
  const parts = (slash === -1 ? spec : spec.slice(0, slash)).split(':');
  if (parts.length > 3 || !/^(?:tcp|udp)$/i.test(protocol)) return false;
  const [ip = '', host = '', container = ''] = [
    ...Array.from({ length: 3 - parts.length }, () => ''),
    ...parts,
  ];
  const size = portRangeSize(container);
  if ((ip !== '' && !ipv4.test(ip)) || size === undefined) return false;
  if (host === '') return true;
  const hostSize = portRangeSize(host);
  return hostSize !== undefined && (hostSize === size || size === 0);
}
