import type { JsonMap } from '../model/json.ts';
import type { ChartEntry, ChartSource } from './chart-source.ts';
import type { ChartValue } from './chart-values.ts';

/** The tag of the image that the chart runs, if it has one. */
function imageTag(values: readonly ChartValue[]): string | undefined {
  const value = values.find(
    ({ answer, path }) => answer.type === 'image' && path.at(-1) === 'tag',
  )?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `Ann Author <ann@example.com>` → a maintainer of Chart.yaml. */
function maintainerOf(text: string): JsonMap {
  const [, name = text, email] = /^(.*?)\s*<([^<>\s]+)>$/.exec(text) ?? [];
  return { name, ...(email === undefined ? {} : { email }) };
}

/** The path of a chart's icon in its repository. */
export const iconPath = (name: string, extension: string): string => `assets/${name}.${extension}`;

/**
 * The content of Chart.yaml. Annotations that would limit where the chart can be installed are left to the blueprint: with
 * both `namespace` and `release-name` a cluster can have one release of it only (rancher/dashboard chart.js:416).
 */
export function chartMetadata(
  { metadata, icon }: ChartSource,
  { name, title, description, version }: ChartEntry,
  values: readonly ChartValue[],
): JsonMap {
  const { chart = {}, maintainer, projectURL, license } = metadata;
  const { keywords = [], kube_version: kubeVersion, sources = [], annotations = {} } = chart;
  return {
    apiVersion: 'v2',
    name,
    version,
    appVersion: imageTag(values) ?? version,
    description,
    type: 'application',
    ...(projectURL === undefined ? {} : { home: projectURL }),
    // Of a repository's root: Rancher reads the path there, with or without the scheme (rancher content.go:185).
    ...(icon ? { icon: `file://${iconPath(name, icon.extension)}` } : {}),
    ...(kubeVersion === undefined ? {} : { kubeVersion }),
    ...(keywords.length > 0 ? { keywords } : {}),
    ...(sources.length > 0 ? { sources } : {}),
    ...(maintainer === undefined ? {} : { maintainers: [maintainerOf(maintainer)] }),
    annotations: {
      'catalog.cattle.io/display-name': title,
      ...(kubeVersion === undefined ? {} : { 'catalog.cattle.io/kube-version': kubeVersion }),
      ...(license === undefined ? {} : { 'artifacthub.io/license': license }),
      ...annotations,
    },
  };
}
