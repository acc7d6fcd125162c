import { writeText } from '../../source/scalar.ts';
import type { ChartRelease } from './chart-release.ts';
import { indexEntry } from './index-entry.ts';

const indented = (text: string): string => text.trimEnd().replaceAll(/^(?=.)/gm, '  ');

/** An index.yaml of one version each of some charts, in the order of their names. */
export function newIndex(releases: readonly ChartRelease[]): string {
  const sorted = [...releases].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (sorted.length === 0) return 'apiVersion: v1\nentries: {}\n';
  const entries = sorted.map(
    (release) => `  ${writeText(release.name)}:\n${indented(indexEntry(release))}`,
  );
  return `apiVersion: v1\nentries:\n${entries.join('\n')}\n`;
}
