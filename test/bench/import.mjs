// `npm run bench` and `node test/bench/import.mjs`: the time to import each version of Rancher's own catalog and to prove
// that the result is the same, next to launching each version once in the same run. Printed, never asserted.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { importTypeScript } from '../../scripts/import-typescript.mjs';
import { installPackages, root } from '../../scripts/setup.mjs';

const corpus = path.join(root, '../shared/corpus/rancher-catalog');

/** What `work` returns, with its run time and the CPU time of this process in seconds. */
async function timed(work) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, seconds: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}

/** Prints the times. */
export async function benchImport() {
  console.log('blueprint import, with its proof:');
  if (!existsSync(corpus)) {
    console.log("  Rancher's own catalog: not measured (../shared is not there)");
    return;
  }
  const { measureImport } = await importTypeScript('test/agreement/measure-import.ts');
  const { readCatalog } = await importTypeScript('src/files/read-catalog.ts');
  const { indexCatalog } = await importTypeScript('src/rancher/index-catalog.ts');
  const { launchVersion } = await importTypeScript('src/rancher/launch/launch-version.ts');
  const { value: files } = await readCatalog(corpus);
  const versions = indexCatalog(files).templates.flatMap((template) => template.versions);
  const launchAll = () => versions.map((version) => launchVersion(version.files).verdict);
  launchAll();
  const launched = await timed(launchAll);
  const { value, seconds, cpu } = await timed(() => measureImport(corpus));
  const [imported, same] = value;
  console.log(
    `  ${imported.total} versions, ${same.total} imported, ${same.total - same.differences.length} the same: ` +
      `${seconds.toFixed(1)} s, CPU ${cpu.toFixed(1)} s, ${(cpu / launched.cpu).toFixed(0)} × launching each once`,
  );
}

if (process.argv[1] === import.meta.filename) {
  installPackages();
  await benchImport();
}
