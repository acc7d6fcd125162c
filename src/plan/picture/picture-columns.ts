import { counted } from '../../diagnostics/counted.ts';
import type { PicturedBlock, PicturedHost, PlacementPicture } from '../stack-plan.ts';

/** A container in a picture. */
export interface DrawnBlock {
  readonly service: string;
  /** The end of its name, which no other container of the service has: `-3`. */
  readonly end: string;
}

/** A column of a picture: hosts that are the same, or containers without one. */
export interface PictureColumn {
  /** The name of the host; `no host` for containers without one. */
  readonly title: string;
  /** What is special about it: `lost`, or further hosts like it. */
  readonly notes: readonly string[];
  readonly kind: 'host' | 'lost' | 'excluded' | 'waiting' | 'rest';
  readonly blocks: readonly DrawnBlock[];
  /** Blocks that are not shown. */
  readonly more: number;
  /** Why it has none. */
  readonly reason: string;
}

/** Limits of what is drawn. */
export interface PictureSize {
  readonly columns: number;
  readonly blocks: number;
}

const kindOf = ({ isLost, excluded }: PicturedHost): PictureColumn['kind'] =>
  isLost ? 'lost' : excluded === undefined ? 'host' : 'excluded';

const shown = (blocks: readonly PicturedBlock[], others: number, most: number) => ({
  blocks: blocks
    .slice(0, most)
    .map(({ service, index }): DrawnBlock => ({ service, end: `-${index}` })),
  more: Math.max(0, blocks.length - most) + others,
});

const hostsIn = (hosts: readonly PicturedHost[]): number =>
  hosts.reduce((sum, { more }) => sum + 1 + more, 0);

/** Hosts that matter are drawn first if there are too many: lost ones, then those with containers. */
const rankOf = ({ isLost, blocks, excluded }: PicturedHost): number =>
  isLost ? 0 : blocks.length > 0 ? 1 : excluded === undefined ? 2 : 3;

/** A placement as it is shown. */
export interface ShownPicture {
  readonly title: string;
  readonly columns: readonly PictureColumn[];
}

/** Blocks in the order of the services. */
function sorted(picture: PlacementPicture, services: readonly string[]): PlacementPicture {
  const places = new Map(services.map((name, index) => [name, index]));
  const place = ({ service }: PicturedBlock) => places.get(service) ?? services.length;
  const inOrder = (blocks: readonly PicturedBlock[]) =>
    [...blocks].sort((a, b) => place(a) - place(b) || a.index - b.index);
  return {
    ...picture,
    hosts: picture.hosts.map((host) => ({ ...host, blocks: inOrder(host.blocks) })),
    waiting: inOrder(picture.waiting),
  };
}

/** What is drawn of placements, those that are the same once; `services` gives the order of blocks. */
export function shownPictures(
  pictures: readonly PlacementPicture[],
  services: readonly string[],
  size: PictureSize,
): ShownPicture[] {
  const byContent = new Map<string, ShownPicture>();
  for (const picture of pictures) {
    const columns = pictureColumns(sorted(picture, services), size);
    const key = JSON.stringify(columns);
    const same = byContent.get(key);
    const title = same ? `${same.title}; ${picture.title}` : picture.title;
    byContent.set(key, { title, columns });
  }
  return [...byContent.values()];
}

/** What is drawn of a placement, within the limits of a picture. */
function pictureColumns(
  { hosts, waiting }: PlacementPicture,
  { columns: most, blocks: mostBlocks }: PictureSize,
): PictureColumn[] {
  const others = waiting.length > 0 ? 1 : 0;
  const isMuch = hosts.length + others > most;
  const byRank = [...hosts].sort((a, b) => rankOf(a) - rankOf(b));
  const kept = new Set(isMuch ? byRank.slice(0, Math.max(1, most - others - 1)) : hosts);
  const left = hosts.filter((host) => !kept.has(host));
  const rest: PictureColumn = {
    title: counted(hostsIn(left), 'more host'),
    notes: [],
    kind: 'rest',
    blocks: [],
    more: left.reduce(
      (sum, { blocks, moreBlocks, more }) => sum + (blocks.length + moreBlocks) * (1 + more),
      0,
    ),
    reason: '',
  };
  return [
    ...hosts
      .filter((host) => kept.has(host))
      .map((host): PictureColumn => ({
        title: host.name,
        notes: [
          ...(host.isLost ? ['lost'] : []),
          ...(host.more > 0 ? [`and ${host.more} like it`] : []),
        ],
        kind: kindOf(host),
        ...shown(host.blocks, host.moreBlocks, mostBlocks),
        reason: host.excluded ?? '',
      })),
    ...(left.length > 0 ? [rest] : []),
    ...(others > 0
      ? [
          {
            title: 'no host',
            notes: [],
            kind: 'waiting' as const,
            ...shown(waiting, 0, mostBlocks),
            reason: '',
          },
        ]
      : []),
  ];
}
