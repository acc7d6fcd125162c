// Records incidents of real clusters: `npm run incidents [NAME…]`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IncidentCluster } from './incident-cluster.ts';
import { fixtureText } from './normalise.ts';
import { passwords } from './scenario.ts';
import { scenarios } from './scenarios.ts';

/**
 * Runs the scenarios with these names, or all, one after the other, and writes what they recorded into
 * `folder`.
 */
export async function recordIncidents(
  folder: string,
  names: readonly string[],
  log: (text: string) => void,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const unknown = names.filter((name) => !scenarios.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`no scenario ${unknown.join(', ')}`);
  for (const scenario of scenarios) {
    if (names.length > 0 && !names.includes(scenario.name)) continue;
    const { changes = { env: passwords }, startsHealthy = true } = scenario;
    const cluster = await IncidentCluster.start(changes, startsHealthy);
    try {
      await scenario.run(cluster);
      for (const one of cluster.recorded)
        writeFileSync(join(folder, `${one.name}.json`), fixtureText(one, cluster.net));
      log(`${scenario.name}: ${cluster.recorded.map(({ name }) => name).join(', ')}\n`);
    } finally {
      await cluster.destroy();
    }
  }
}
