import { hasErrors, type Checked, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { MapNode } from '../../source/yaml-node.ts';
import type { ChartRelease } from './chart-release.ts';
import { archiveDigest, indexEntry } from './index-entry.ts';
import {
  indexFile,
  largeForHttp,
  outlineFaults,
  parseFaults,
  placeIn,
  tooLarge,
  unusualStyle,
} from './index-faults.ts';
import type { IndexOutline, ListedRelease } from './index-outline.ts';
import { insertEntry } from './insert-entry.ts';
import { isAddedTo } from './is-added-to.ts';
import { outlineOf, parseIndex } from './parse-index.ts';
import { scanIndex } from './scan-index.ts';

/** An index without entries. It has no `generated`: Rancher refreshes for each change of that. */
const emptyIndex = 'apiVersion: v1\nentries: {}\n';

interface IndexRead {
  readonly outline: IndexOutline | undefined;
  /** Undefined if the text needed no parser. */
  readonly root: MapNode | undefined;
  readonly faults: readonly Diagnostic[];
}

function readIndex(text: string): IndexRead {
  const outline = scanIndex(text);
  if (outline) return { outline, root: undefined, faults: [] };
  const parsed = parseIndex(text);
  const { root } = parsed;
  return { outline: root && outlineOf(root), root, faults: parseFaults(text, parsed) };
}

/** The entry that an index has already for the version of a release. */
function listed({ entries }: IndexOutline, { name, version }: ChartRelease) {
  const chart = entries?.charts.find((each) => each.name === name);
  return chart?.releases.find((each) => each.version === version);
}

/** An error if a version is listed with another archive. */
function immutable(
  text: string,
  { digest, offset }: ListedRelease,
  { name, version, archive }: ChartRelease,
): Diagnostic[] {
  const fresh = archiveDigest(archive);
  if (digest === fresh) return [];
  const old = digest === undefined ? 'has no digest' : `has the digest ${digest}`;
  return [
    {
      code: 'version-released',
      severity: 'error',
      message: `version ${version} of the chart ${name} is in ${indexFile} and immutable: its archive ${old}, and would get ${fresh}`,
      at: placeIn(text, offset),
      hint: 'release the change as a higher version',
    },
  ];
}

/**
 * The text of an index.yaml with a release as the first version of its chart. All other bytes stay as they are: entries
 * of others, comments, line ends, `generated`. An undefined or empty `index` does not exist yet. If it has the release,
 * it is returned unchanged. An error if it has the version with another archive, or is not an index.
 */
export function addToIndex(index: string | undefined, release: ChartRelease): Checked<string> {
  const text = index === undefined || index.trim() === '' ? emptyIndex : index;
  const size = tooLarge(text);
  if (hasErrors(size)) return { value: undefined, diagnostics: size };
  const { outline, root, faults } = readIndex(text);
  const found = [...faults, ...(outline ? outlineFaults(text, outline, release.name) : [])];
  if (!outline || hasErrors(found)) return { value: undefined, diagnostics: found };
  const same = listed(outline, release);
  if (same) {
    const diagnostics = [...found, ...immutable(text, same, release)];
    return { value: hasErrors(diagnostics) ? undefined : text, diagnostics };
  }
  const addition = { name: release.name, entry: indexEntry(release) };
  // At the end of a file without a line break, more text can change the value before it.
  for (const place of ['sorted', 'first'] as const) {
    const value = insertEntry(text, outline, addition, place);
    const isRight = value !== undefined && (!root || isAddedTo(root, value, addition));
    if (isRight) return { value, diagnostics: [...found, ...largeForHttp(value)] };
  }
  return { value: undefined, diagnostics: [...found, unusualStyle(text, outline)] };
}
