import { join } from 'node:path';
import { catalogError, throwOnErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import type { ClusterKind, ServiceEnvironments } from '../../cluster/sandbox/node-spec.ts';
import { packageRoot } from '../../files/package-root.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import { loadEntries, type LoadedEntry } from '../entries/load-entries.ts';
import { programVersion } from '../../model/program-version.ts';
import { readServices } from './read-services.ts';

/** What the generated entry sets for its nodes, with every question answered by its default. */
export interface ClusterEntry {
  readonly kind: ClusterKind;
  readonly services: ServiceEnvironments;
  /** Nodes of a Redis Cluster; 0 for the other kind. */
  readonly nodes: number;
  readonly replicas: number;
  readonly sentinels: number;
  /** The entry that its image is built from. */
  readonly loaded: LoadedEntry;
  /** Warnings about the answers file. */
  readonly diagnostics: readonly Diagnostic[];
  /** Contents of the files that the warnings point into, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Throws unless a cluster can be planned from the services of the entry. */
function assertCluster({ entry, at }: LoadedEntry, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw catalogError(
    'usage',
    `the entry ${entry.name} is not a Redis cluster: ${faults.join('; ')}`,
    'pass an answers file of redis-sentinel or redis-cluster, or of a blueprint with the same services',
    { file: at.file },
  );
}

/** The answers file of the example of each kind. */
const exampleOf = (kind: ClusterKind) =>
  join(packageRoot(), 'catalog', `redis-${kind}`, 'answers.example.yml');

/** Throws if an entry is of another kind than the caller requested. */
function assertKind(kind: ClusterKind, wanted: ClusterKind | undefined, name: string): void {
  if (wanted === undefined || kind === wanted) return;
  throw usageError(
    `the entry ${name} is of the kind ${kind}, not ${wanted}`,
    `pass an answers file of redis-${wanted}`,
  );
}

/**
 * Renders the entry of an answers file (default: the example of `wanted`) and reads the environments of its
 * containers from it. Throws if the answers file has an error, or the entry is not a Redis cluster of that kind.
 */
export async function loadClusterEntry(
  answers: string | undefined,
  wanted?: ClusterKind,
): Promise<ClusterEntry> {
  const path = answers ?? exampleOf(wanted ?? 'sentinel');
  const loaded = await loadEntries({ answers: [path] });
  throwOnErrors(loaded.diagnostics);
  const [first] = loaded.entries;
  if (!first) throw new Error('an answers file without an error has no entry');
  const { blueprint, entry } = first;
  const values = new Map([...entry.answers.asked, ...entry.answers.fixed]);
  const answered = { ...entry, answers: { fixed: values, asked: new Map() } };
  const { version } = renderEntry(blueprint, answered, programVersion);
  const { kind, environments, scales, faults } = readServices(version);
  assertCluster(first, faults);
  assertKind(kind, wanted, entry.name);
  return {
    kind,
    services: environments,
    nodes: kind === 'cluster' ? scales.cluster : 0,
    replicas: scales.slave,
    sentinels: scales.sentinel,
    loaded: first,
    // The user did not choose the example, so warnings about it are not reported.
    diagnostics: answers === undefined ? [] : loaded.diagnostics,
    texts: loaded.texts,
  };
}
