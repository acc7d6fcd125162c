import type { ChartMetadata } from './chart-metadata.ts';
import { parseChartVersion, type ChartVersion } from './chart-version.ts';
import { parseConstraint, type SuffixRule, type VersionConstraint } from './version-constraint.ts';

/** For whom versions are filtered; what is undefined filters nothing. */
export interface Installation {
  /** Kubernetes of the cluster that Rancher runs in, such as v1.31.2. */
  readonly kubeVersion?: ChartVersion | undefined;
  /** Rancher itself, such as v2.12.1. */
  readonly rancherVersion?: ChartVersion | undefined;
}

/** What a chart version demands, and how Rancher names it. */
interface Demand {
  readonly from: string;
  readonly constraint: string;
  readonly version: ChartVersion | undefined;
  /** Whether the suffix of a version does not count if the constraint looks for releases only. */
  readonly takesReleases: boolean;
}

function demandsOf({ annotations, kubeVersion }: ChartMetadata, on: Installation): Demand[] {
  const annotation = (name: string, version: ChartVersion | undefined, takesReleases: boolean) => ({
    from: `catalog.cattle.io/${name}`,
    constraint: annotations.get(`catalog.cattle.io/${name}`) ?? '',
    version,
    takesReleases,
  });
  return [
    annotation('rancher-version', on.rancherVersion, true),
    annotation('kube-version', on.kubeVersion, false),
    { from: 'kubeVersion', constraint: kubeVersion, version: on.kubeVersion, takesReleases: false },
  ].filter(({ constraint }) => constraint !== '');
}

function fits(
  fitsConstraint: VersionConstraint,
  { version, takesReleases }: Demand,
  rule: SuffixRule,
): boolean {
  if (version === undefined || fitsConstraint(version, rule)) return true;
  return takesReleases && fitsConstraint({ ...version, preRelease: [] }, rule);
}

/** The rule of a Rancher, if it is known: 2.15 is the first with Helm 4. */
function ruleOf({ rancherVersion }: Installation): SuffixRule {
  const [major = 0n, minor = 0n] = rancherVersion?.numbers ?? [];
  return major > 2n || (major === 2n && minor >= 15n) ? 'one' : 'each';
}

/**
 * Why Rancher does not show a version: the first demand that is not met (rancher
 * pkg/catalogv2/content/content.go, filterReleases). A constraint that cannot be parsed is ignored.
 */
export function filteredBecause(metadata: ChartMetadata, on: Installation): string | undefined {
  const rule = ruleOf(on);
  for (const demand of demandsOf(metadata, on)) {
    const constraint = parseConstraint(demand.constraint);
    if (!constraint || fits(constraint, demand, rule)) continue;
    const isShownLater = rule === 'each' && fits(constraint, demand, 'one');
    const reason = `${demand.from} is ${demand.constraint}`;
    return isShownLater ? `${reason}; Rancher from 2.15 on shows it` : reason;
  }
  return undefined;
}

/** Constraints that Rancher cannot parse, and therefore ignores. */
export const ignoredDemands = (metadata: ChartMetadata): string[] =>
  demandsOf(metadata, {})
    .filter(({ constraint }) => parseConstraint(constraint) === undefined)
    .map(({ from, constraint }) => `${from} ${JSON.stringify(constraint)}`);

/** Whether a version is a pre-release, which the dashboard does not preselect. */
export const isPreRelease = (version: string): boolean =>
  (parseChartVersion(version)?.preRelease.length ?? 0) > 0;
