// `npm run mutations`: inserts defects into valid entries one at a time, and checks that the expected
// rule reports each.
import { importTypeScript } from '../../scripts/import-typescript.mjs';
import { root } from '../../scripts/setup.mjs';

const { mutate } = await importTypeScript('test/mutations/measure.ts');

const outcomes = mutate(root);
const rules = [...new Set(outcomes.map(({ rule }) => rule))];
const width = Math.max(...rules.map((rule) => rule.length));
for (const rule of rules) {
  const own = outcomes.filter((outcome) => outcome.rule === rule);
  const found = own.filter((outcome) => outcome.found);
  console.log(`${rule.padEnd(width)}  ${String(found.length).padStart(3)} of ${own.length}`);
  for (const { what, entry, others } of own.filter((outcome) => !outcome.found)) {
    console.log(`    missed in ${entry}: ${what}; reported: ${others.join(', ') || 'nothing'}`);
  }
}
const found = outcomes.filter((outcome) => outcome.found).length;
const share = ((100 * found) / outcomes.length).toFixed(1);
const alone = outcomes.filter(({ others }) => others.length === 0).length;
console.log(`\n${found} of ${outcomes.length} defects reported by the expected rule: ${share} %`);
console.log(`${alone} of them without other findings`);
if (found < outcomes.length) process.exit(1);
