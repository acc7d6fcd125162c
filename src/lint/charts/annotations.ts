import { child, type YamlNode } from '../../source/yaml-node.ts';
import { scalarText } from './value-path.ts';

/** What annotations for Rancher begin with. */
export const rancherPrefix = 'catalog.cattle.io/';

const switches = ['hidden', 'experimental', 'deprecated', 'prime-only'];

/** Annotations that Rancher reads, without the prefix. */
export const knownAnnotations: readonly string[] = [
  ...switches,
  'display-name',
  'namespace',
  'release-name',
  'featured',
  'certified',
  'type',
  'scope',
  'permits-os',
  'deploys-on-os',
  'auto-install',
  'auto-install-gvr',
  'auto-install-gvk',
  'requires-gvr',
  'provides-gvr',
  'requires-gvk',
  'provides-gvk',
  'requests-cpu',
  'requests-memory',
  'ui-component',
  'ui-color',
  'suse-application-collection',
  'ui-version',
  'ui-extensions-version',
  'ui-source-repo',
  'ui-source-repo-type',
  'ui-annotations-version',
  'rancher-version',
  'kube-version',
];

/** Annotations of tools, without the prefix. */
export const unreadAnnotations = new Set(['upstream-version', 'managed', 'cluster-repo-name']);

/** An annotation of Chart.yaml with its text. */
export interface Annotation {
  readonly name: string;
  readonly value: string;
  /** The value. */
  readonly node: YamlNode;
}

/** The annotations of a Chart.yaml. */
export function annotationsOf(root: YamlNode | undefined): Annotation[] {
  const annotations = child(root, 'annotations');
  if (annotations?.kind !== 'map') return [];
  return [...annotations.entries].map(([name, { value }]) => ({
    name,
    value: scalarText(value) ?? '',
    node: value,
  }));
}

const forms: Readonly<Record<string, readonly [RegExp, string]>> = {
  featured: [/^\d+$/, 'a number'],
  type: [/^(?:cluster-tool|app|cluster-template)$/, 'cluster-tool, app or cluster-template'],
  scope: [/^(?:management|downstream)$/, 'management or downstream'],
  certified: [/^(?:rancher|partner|other)$/, 'rancher, partner or other'],
  'permits-os': [
    /^(?:linux|windows)(?:\s*,\s*(?:linux|windows))*$/,
    'linux, windows, or both with a comma between them',
  ],
  'deploys-on-os': [
    /^(?:linux|windows)(?:\s*,\s*(?:linux|windows))*$/,
    'linux, windows, or both with a comma between them',
  ],
  'requests-cpu': [/^\d+(?:\.\d+)?m?$/, 'a quantity such as 250m'],
  'requests-memory': [/^\d+(?:\.\d+)?(?:[KMGTPE]i?|k)?$/, 'a quantity such as 512Mi'],
};

/** What Rancher expects in place of the value of an annotation; undefined if it understands it. */
export function valueFault(name: string, value: string): string | undefined {
  if (!name.startsWith(rancherPrefix) || value === '') return undefined;
  const short = name.slice(rancherPrefix.length);
  if (switches.includes(short)) return /^(?:true|false)$/.test(value) ? undefined : 'true';
  const form = Object.hasOwn(forms, short) ? forms[short] : undefined;
  return form === undefined || form[0].test(value) ? undefined : form[1];
}
