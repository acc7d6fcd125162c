/** An icon as the page loads it. */
export interface PageIcon {
  /** Content-Type. */
  readonly type: string;
  readonly body: Uint8Array;
}

/** Bytes of an icon that is shown: what `lint` reports as too large is still below it. */
const largestIcon = 2 * 1024 * 1024;

const images: readonly (readonly [type: string, start: readonly number[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
];

/** The path in the page of the icon that a catalog has at `path`; empty if browsers show no such image. */
export function iconName(key: string, path: string): string {
  const extension = /\.(png|jpe?g|gif|svg)$/i.exec(path)?.[1]?.toLowerCase();
  if (extension === undefined) return '';
  return `icons/${key}.${extension === 'svg' ? 'svg.txt' : extension}`;
}

/**
 * The icon at a path. A picture is known by its first bytes, because a header forbids browsers to guess. SVG is
 * plain text: the page makes a picture of it. Opened as a file of its own, it could run scripts on the web site that has
 * an exported preview.
 */
export function pageIcon(
  path: string,
  read: (most: number) => Uint8Array | undefined,
): PageIcon | undefined {
  const body = read(largestIcon);
  if (!body) return undefined;
  if (path.toLowerCase().endsWith('.svg')) return { type: 'text/plain; charset=utf-8', body };
  const [type] = images.find(([, start]) => start.every((byte, at) => body[at] === byte)) ?? [];
  return type === undefined ? undefined : { type, body };
}
