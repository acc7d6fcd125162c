import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { tryDocker } from './docker.ts';

/** Addresses from the first to the last, as numbers. */
export interface AddressRange {
  readonly first: number;
  readonly last: number;
}

const numberOf = (address: string) =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** `10.0.0.0/8` → its range; undefined for anything that is not IPv4. */
export function parseRange(cidr: string): AddressRange | undefined {
  const [, address = '', bits = ''] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(cidr) ?? [];
  if (address === '') return undefined;
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(numberOf(address) / size) * size;
  return { first, last: first + size - 1 };
}

/** Routes to more addresses than this are default routes, not networks. */
const widestRoute = 2 ** 24;

const fromHex = (word: string) =>
  (word.match(/../g) ?? []).toReversed().reduce((sum, byte) => sum * 256 + parseInt(byte, 16), 0);

/** The networks in the text of /proc/net/route, where addresses are hexadecimal, low byte first. */
export function routeRanges(text: string): AddressRange[] {
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter((args) => args.length > 7)
    .map((args) => ({ first: fromHex(args[1] ?? ''), mask: fromHex(args[7] ?? '') }))
    .map(({ first, mask }) => ({ first, last: first + (2 ** 32 - 1 - mask) }))
    .filter(({ first, last }) => last - first < widestRoute);
}

function readRoutes(): string {
  try {
    return readFileSync('/proc/net/route', 'utf8');
  } catch {
    return '';
  }
}

/** The networks that this machine and its engine use: interfaces, routes, networks of containers. */
async function rangesInUse(): Promise<AddressRange[]> {
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .map(({ cidr }) => cidr ?? '');
  const { stdout: ids } = await tryDocker(['network', 'ls', '-q']);
  const format = '{{range .IPAM.Config}}{{.Subnet}} {{end}}';
  const { stdout } = await tryDocker(['network', 'inspect', '-f', format, ...ids.split('\n')]);
  const ranges = [...own, ...stdout.split(/\s+/)]
    .map(parseRange)
    .filter((range) => range !== undefined);
  return [...ranges, ...routeRanges(readRoutes())];
}

/** A private range that engines do not use first for their own networks. */
const blocks = ['10.213', '192.168', '172.30'];

/** The nets of 254 addresses that do not overlap with these ranges, from the `start`th on. */
export function freeNets(used: readonly AddressRange[], start: number): string[] {
  const thirds = Array.from({ length: 254 }, (_, step) => 1 + ((start + step) % 254));
  return blocks
    .flatMap((block) => thirds.map((third) => `${block}.${third}`))
    .filter((net) => {
      const range = parseRange(`${net}.0/24`);
      return range && used.every(({ first, last }) => last < range.first || first > range.last);
    });
}

/** The first three numbers of unused nets. */
export const findFreeNets = async () => freeNets(await rangesInUse(), process.pid);
