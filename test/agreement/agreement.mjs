// `npm run agreement`: how often this program gives the same result as Rancher's own programs, and how often an
// imported entry is the same for Rancher. Exits 1 below 100 %, known exceptions aside. If recorded results of Rancher are not available, only the project's own cases are compared.
import { importTypeScript } from '../../scripts/import-typescript.mjs';
import { root } from '../../scripts/setup.mjs';

const { measureOracle, measureOwn } = await importTypeScript('test/agreement/measure.ts');

const oracle = await measureOracle(root);
const measures = [...measureOwn(root), ...(oracle ?? [])];
const width = Math.max(...measures.map(({ what }) => what.length));
for (const { what, total, differences, exceptions = [] } of measures) {
  const agreed = total - differences.length - exceptions.length;
  const share = ((100 * agreed) / total).toFixed(1).padStart(5);
  console.log(
    `${what.padEnd(width)}  ${String(agreed).padStart(4)} of ${String(total).padStart(4)}  ${share} %`,
  );
  for (const exception of exceptions) console.log(`    known: ${exception}`);
  for (const difference of differences) console.log(`    ${difference}`);
}
if (!oracle)
  console.log("verdicts of Rancher's own programs: not measured (../shared is not there)");
process.exitCode = measures.some(({ differences }) => differences.length > 0) ? 1 : 0;
