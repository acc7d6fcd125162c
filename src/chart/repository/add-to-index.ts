import { hasErrors, type Checked, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { MapNode } from '../../source/yaml-node.ts';
import type { ChartRelease } from './chart-release.ts';
import { indexEntry } from './index-entry.ts';
import {
  largeForHttp,
  outlineFaults,
  parseFaults,
  tooLarge,
  unusualStyle,
} from './index-faults.ts';
import type { IndexOutline, ListedRelease } from './index-outline.ts';
import { insertEntries } from './insert-entry.ts';
import { isAddedTo } from './is-added-to.ts';
import { outlineOf, parseIndex } from './parse-index.ts';
import { scanIndex } from './scan-index.ts';

/** An index without entries. It has no `generated`: Rancher refreshes for each change of that. */
const emptyIndex = 'apiVersion: v1\nentries: {}\n';

/** An index.yaml that is read. */
export interface OpenIndex {
  readonly text: string;
  /** Undefined if it cannot be read. */
  readonly outline: IndexOutline | undefined;
  /** Undefined if the text needed no parser. */
  readonly root: MapNode | undefined;
  readonly faults: readonly Diagnostic[];
}

/** Reads an index.yaml. An undefined or empty one does not exist yet. */
export function openIndex(index: string | undefined): OpenIndex {
  const text = index === undefined || index.trim() === '' ? emptyIndex : index;
  const size = tooLarge(text);
  if (size.length > 0) return { text, outline: undefined, root: undefined, faults: size };
  const outline = scanIndex(text);
  if (outline) return { text, outline, root: undefined, faults: [] };
  const parsed = parseIndex(text);
  const { root } = parsed;
  return { text, outline: root && outlineOf(root), root, faults: parseFaults(text, parsed) };
}

/** The entry that an index has already for the version of a chart. */
export function listedRelease(
  { entries }: IndexOutline,
  { name, version }: Pick<ChartRelease, 'name' | 'version'>,
): ListedRelease | undefined {
  const chart = entries?.charts.find((each) => each.name === name);
  return chart?.releases.find((each) => each.version === version);
}

/** The text with entries for releases that it does not have. */
function withEntries(
  { text, outline, root }: OpenIndex & { readonly outline: IndexOutline },
  releases: readonly ChartRelease[],
): Checked<string> {
  if (releases.length === 0) return { value: text, diagnostics: [] };
  const additions = releases.map((each) => ({ name: each.name, entry: indexEntry(each) }));
  // At the end of a file without a line break, more text can change the value before it.
  for (const place of ['sorted', 'first'] as const) {
    const value = insertEntries(text, outline, additions, place);
    const isRight = value !== undefined && (!root || isAddedTo(root, value, additions));
    if (isRight) return { value, diagnostics: largeForHttp(value) };
  }
  return { value: undefined, diagnostics: [unusualStyle(text, outline)] };
}

/**
 * The text of an index.yaml with releases of different charts, each as the first version of its chart. All other bytes
 * stay as they are: entries of others, comments, line ends, `generated`. A version that it has already changes nothing,
 * whatever its archive is. An error if it is not an index.
 */
export function addToIndex(index: OpenIndex, releases: readonly ChartRelease[]): Checked<string> {
  const { text, outline, faults } = index;
  const names = new Set(releases.map(({ name }) => name));
  const found = [...faults, ...(outline ? outlineFaults(text, outline, names) : [])];
  if (!outline || hasErrors(found)) return { value: undefined, diagnostics: found };
  const fresh = releases.filter((release) => !listedRelease(outline, release));
  const { value, diagnostics } = withEntries({ ...index, outline }, fresh);
  return { value, diagnostics: [...found, ...diagnostics] };
}
