import { parseChartVersion } from './chart-version.ts';
import { anything, bool, list, map, struct, type Target } from './decode-yaml.ts';

/** What Chart.yaml or an entry of index.yaml gives; texts that are missing are ''. */
export interface ChartMetadata {
  readonly name: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly appVersion: string;
  readonly description: string;
  readonly home: string;
  readonly icon: string;
  readonly kubeVersion: string;
  readonly deprecated: boolean;
  readonly annotations: ReadonlyMap<string, string>;
}

/** Keys of a dependency (helm pkg/chart/v2/dependency.go). */
const dependency = (text: Target) =>
  struct({
    name: text,
    version: text,
    repository: text,
    condition: text,
    tags: list(text),
    enabled: bool,
    'import-values': list(anything),
    alias: text,
  });

/** Keys of Chart.yaml (helm pkg/chart/v2/metadata.go); `text` is how their texts are decoded. */
export const metadataFields = (text: Target): Readonly<Record<string, Target>> => ({
  name: text,
  home: text,
  sources: list(text),
  version: text,
  description: text,
  keywords: list(text),
  maintainers: list(struct({ name: text, email: text, url: text })),
  icon: text,
  apiVersion: text,
  condition: text,
  tags: text,
  appVersion: text,
  deprecated: bool,
  annotations: map(text),
  kubeVersion: text,
  dependencies: list(dependency(text)),
  type: text,
});

/** Chart.lock and requirements.lock. */
export const lockFields = (text: Target, time: Target): Readonly<Record<string, Target>> => ({
  generated: time,
  digest: text,
  dependencies: list(dependency(text)),
});

/** Blanks become spaces, and what cannot be printed is removed (metadata.go, sanitizeString). */
const printable = (text: string) =>
  text.replaceAll(/[\s\u0085]/g, ' ').replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '');

const textIn = (decoded: Readonly<Record<string, unknown>>, key: string): string => {
  const value = decoded[key];
  return typeof value === 'string' ? value : '';
};

/** The metadata of decoded `metadataFields`. */
export function metadataOf(decoded: Readonly<Record<string, unknown>>): ChartMetadata {
  const { annotations } = decoded;
  const entries = annotations instanceof Map ? [...annotations] : [];
  return {
    name: printable(textIn(decoded, 'name')),
    version: textIn(decoded, 'version'),
    // A chart of Helm 2 has none.
    apiVersion: textIn(decoded, 'apiVersion') || 'v1',
    appVersion: printable(textIn(decoded, 'appVersion')),
    description: printable(textIn(decoded, 'description')),
    home: printable(textIn(decoded, 'home')),
    icon: printable(textIn(decoded, 'icon')),
    kubeVersion: printable(textIn(decoded, 'kubeVersion')),
    deprecated: decoded.deprecated === true,
    annotations: new Map(entries.map(([key, value]) => [String(key), String(value ?? '')])),
  };
}

type Dependency = Readonly<Record<string, unknown>> | null;

const dependenciesIn = (decoded: Readonly<Record<string, unknown>>): readonly Dependency[] =>
  Array.isArray(decoded.dependencies) ? (decoded.dependencies as readonly Dependency[]) : [];

/** Why Helm refuses the dependencies, but for two of one name. */
function dependencyFault(dependencies: readonly Dependency[]): string | undefined {
  for (const each of dependencies) {
    if (each === null) return 'dependencies has an empty item';
    const alias = textIn(each, 'alias');
    if (alias !== '' && !/^[\w-]+$/.test(alias)) {
      return `the alias of dependency ${JSON.stringify(textIn(each, 'name'))} has other characters than letters, digits, _ and -`;
    }
  }
  return undefined;
}

/** Two dependencies of one name or alias: a chart does not load, but an index does (helm#12748). */
export function duplicateDependency(
  decoded: Readonly<Record<string, unknown>>,
): string | undefined {
  const names = dependenciesIn(decoded).map(
    (each) => textIn(each ?? {}, 'alias') || textIn(each ?? {}, 'name'),
  );
  const twice = names.find((name, index) => names.indexOf(name) < index);
  return twice === undefined ? undefined : `two dependencies are called ${JSON.stringify(twice)}`;
}

/** Why Helm refuses this metadata, if so (metadata.go, Validate). */
export function metadataFault(decoded: Readonly<Record<string, unknown>>): string | undefined {
  const { name, version } = metadataOf(decoded);
  if (name === '') return 'name is missing';
  if (name.includes('/') || name === '..' || name === '.') {
    return `the name ${JSON.stringify(name)} is not allowed`;
  }
  if (version === '') return 'version is missing';
  if (!parseChartVersion(version)) {
    return `the version ${JSON.stringify(version)} is not a semantic version`;
  }
  if (!['', 'application', 'library'].includes(textIn(decoded, 'type'))) {
    return 'type is neither application nor library';
  }
  const { maintainers } = decoded;
  if (Array.isArray(maintainers) && maintainers.includes(null)) {
    return 'maintainers has an empty item';
  }
  return dependencyFault(dependenciesIn(decoded));
}
