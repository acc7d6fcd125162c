import { join } from 'node:path';
import { catalogError, throwOnErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
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

/**
 * Renders the entry of an answers file (default: the example) and reads the environments of its
 * containers from it. Throws if the answers file has an error, or the entry is not a Redis cluster.
 */
export async function loadClusterEntry(answers: string | undefined): Promise<ClusterEntry> {
  const path = answers ?? join(packageRoot(), 'catalog', 'redis-sentinel', 'answers.example.yml');
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
