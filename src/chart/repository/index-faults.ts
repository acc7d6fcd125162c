import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { placeAt } from '../../source/place-at.ts';
import { keyOf, type MapEntry, type YamlNode } from '../../source/yaml-node.ts';
import type { IndexOutline, ListedChart } from './index-outline.ts';
import type { ParsedIndex } from './parse-index.ts';

/** The only index that counts: at the root of a repository. */
export const indexFile = 'index.yaml';

/** Characters that are read of an index.yaml. The largest public ones have 10 million. */
const mostCharacters = 16 * 1024 * 1024;

/** Bytes of an index.yaml that Rancher reads over HTTP (rancher pkg/catalogv2/http/download.go). */
const mostOverHttp = 5 * 1024 * 1024;

/** Faults of one kind that are listed. */
const mostFaults = 20;

/** A place in an index.yaml. */
export const placeIn = (text: string, offset: number): Place => placeAt(indexFile, text, offset);

const rebuild = 'fix it, or build the file again with: helm repo index . --merge index.yaml';

/** The error for an index whose entries have no lines of their own, or whose anchors an addition would change. */
export const unusualStyle = (text: string, { entries }: IndexOutline): Diagnostic => ({
  code: 'wrong-form',
  severity: 'error',
  message: `${indexFile} is in a style to which no entry can be added without a change of others`,
  at: placeIn(text, entries?.offset ?? 0),
  hint: `write it in block style, without anchors of lists: helm repo index . --merge ${indexFile}`,
});

/** An error for a text that is too large to be read. */
export function tooLarge(text: string): Diagnostic[] {
  if (text.length <= mostCharacters) return [];
  return [
    {
      code: 'file-too-large',
      severity: 'error',
      message: `${indexFile} has ${text.length} characters; expected at most ${mostCharacters}`,
      at: { file: indexFile },
      hint: 'remove old versions from it, or publish to another repository',
    },
  ];
}

/** A warning for a file that Rancher reads from git, but not over HTTP. */
export function largeForHttp(text: string): Diagnostic[] {
  if (text.length <= mostOverHttp) return [];
  return [
    {
      code: 'file-too-large',
      severity: 'warning',
      message: `${indexFile} has more than ${mostOverHttp} bytes, which Rancher reads from git, but not over HTTP`,
      at: { file: indexFile },
      hint: 'remove old versions from it if the repository is also served over HTTP',
    },
  ];
}

/** Maps in which a key appears twice, for which Helm refuses the file. */
function duplicateKeys(node: YamlNode, found: MapEntry[]): void {
  if (node.kind === 'list') for (const item of node.items) duplicateKeys(item, found);
  if (node.kind !== 'map') return;
  const keys = new Set<string>();
  // Helm refuses a key that comes from `<<` as well.
  for (const entry of node.written ?? []) {
    if (keys.has(keyOf(entry.key))) found.push(entry);
    keys.add(keyOf(entry.key));
  }
  for (const { value } of node.entries.values()) duplicateKeys(value, found);
}

/** Why a text that the YAML parser read is not an index; empty if it is a map without duplicate keys. */
export function parseFaults(text: string, { root, fault }: ParsedIndex): Diagnostic[] {
  if (fault) {
    return [
      {
        code: 'yaml-syntax',
        severity: 'error',
        message: `this is not valid YAML: ${fault.message}; Helm and Rancher cannot read the file`,
        at: placeIn(text, fault.offset),
        hint: rebuild,
      },
    ];
  }
  if (!root) {
    const message = `${indexFile} is not a map; expected one with the keys apiVersion and entries`;
    return [{ code: 'not-a-map', severity: 'error', message, at: placeIn(text, 0), hint: rebuild }];
  }
  const found: MapEntry[] = [];
  duplicateKeys(root, found);
  return found.slice(0, mostFaults).map(({ key }) => ({
    code: 'yaml-duplicate-key',
    severity: 'error',
    message: `duplicate key ${key.kind === 'scalar' ? key.text : ''}; Helm refuses the file`,
    at: placeIn(text, key.offset),
    hint: 'keep only one of them',
  }));
}

/** What is wrong with the parts of an index that an addition depends on. */
export function outlineFaults(
  text: string,
  { apiVersion, entries }: IndexOutline,
  names: ReadonlySet<string>,
): Diagnostic[] {
  const charts = entries?.charts ?? [];
  const unlike = (offset: number, message: string): Diagnostic[] => [
    { code: 'wrong-type', severity: 'error', message, at: placeIn(text, offset), hint: rebuild },
  ];
  if (!apiVersion) return [noApiVersion(text)];
  if (entries && !entries.isMap) {
    return unlike(entries.offset, 'entries is not a map; expected a key for each chart');
  }
  return charts.flatMap((chart) =>
    chart.isList
      ? duplicateVersions(text, chart, names.has(chart.name))
      : unlike(chart.offset, `${chart.name} is not a list; expected an item for each version`),
  );
}

const noApiVersion = (text: string): Diagnostic => ({
  code: 'missing-key',
  severity: 'error',
  message: `${indexFile} has no apiVersion, so Helm and Rancher do not read it`,
  at: placeIn(text, 0),
  hint: 'write apiVersion: v1 as its first line',
});

/** Versions that are listed twice. Helm and Rancher take one of them: which one is chance. */
function duplicateVersions(text: string, { name, releases }: ListedChart, isOwn: boolean) {
  const seen = new Set<string>();
  return releases.flatMap(({ version, offset }): Diagnostic[] => {
    if (version === undefined) return [];
    const isFirst = !seen.has(version);
    seen.add(version);
    if (isFirst) return [];
    return [
      {
        code: 'wrong-form',
        severity: isOwn ? 'error' : 'warning',
        message: `version ${version} of ${name} is listed twice; Helm and Rancher take one of the two`,
        at: placeIn(text, offset),
        hint: 'remove the one whose digest is not that of its archive',
      },
    ];
  });
}
