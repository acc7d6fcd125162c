import { join } from 'node:path';
import { throwOnErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import {
  serviceNames,
  type Environment,
  type ServiceEnvironments,
} from '../../cluster/sandbox/node-spec.ts';
import { packageRoot } from '../../files/package-root.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import { textAt } from '../../model/file-tree.ts';
import { isMap } from '../../model/json.ts';
import { parseSource } from '../../source/parse-source.ts';
import { loadEntries, type LoadedEntry } from '../entries/load-entries.ts';
import { programVersion } from '../../model/program-version.ts';

/** What the generated entry sets for its nodes, with every question answered by its default. */
export interface ClusterEntry {
  readonly services: ServiceEnvironments;
  readonly replicas: number;
  readonly sentinels: number;
  readonly downAfterMs: number;
  readonly failoverTimeoutMs: number;
  /** The entry that its image is built from. */
  readonly loaded: LoadedEntry;
  /** Warnings about the answers file. */
  readonly diagnostics: readonly Diagnostic[];
  /** Contents of the files that the warnings point into, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The environment of a service in a rendered docker-compose.yml; Rancher reads `$$` as `$`. */
function environmentOf(compose: unknown, service: string): Environment {
  const all = isMap(compose) ? compose.services : undefined;
  const one = isMap(all) ? all[service] : undefined;
  const environment = isMap(one) ? one.environment : undefined;
  const pairs = Object.entries(isMap(environment) ? environment : {});
  return Object.fromEntries(
    // The blueprint writes every value as text.
    pairs.map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll('$$', '$') : '',
    ]),
  );
}

/**
 * Renders the entry of an answers file (default: the example) and reads the environments of its
 * containers from it. Throws if the answers file has an error.
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
  const text = textAt(version, 'docker-compose.yml');
  const compose = parseSource(text, 'docker-compose.yml').value?.value;
  const number = (name: string) => Number(values.get(name));
  return {
    services: {
      master: environmentOf(compose, serviceNames.master),
      slave: environmentOf(compose, serviceNames.slave),
      sentinel: environmentOf(compose, serviceNames.sentinel),
    },
    replicas: number('replicas'),
    sentinels: number('sentinels'),
    downAfterMs: number('down_after_ms'),
    failoverTimeoutMs: number('failover_timeout_ms'),
    loaded: first,
    // The user did not choose the example, so warnings about it are not reported.
    diagnostics: answers === undefined ? [] : loaded.diagnostics,
    texts: loaded.texts,
  };
}
