import type { ChartRelease } from '../../../../src/chart/repository/chart-release.ts';

/** A release of a chart, with an archive whose bytes are the text `content`. */
export function chartRelease(
  name: string,
  version: string,
  content = `${name} ${version}`,
  metadata: ChartRelease['metadata'] = {},
): ChartRelease {
  return {
    name,
    version,
    archive: new TextEncoder().encode(content),
    metadata: { apiVersion: 'v2', name, version, ...metadata },
    created: '2026-11-28T09:15:00Z',
  };
}
