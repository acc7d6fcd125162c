// Reads 1 MiB of every hostile text, as answers and as a compose file.
import { importTypeScript } from '../../scripts/import-typescript.mjs';

const bytes = 1024 * 1024;
const rounds = 3;

/** CPU time of `work` in ms, the least of some rounds: the collection of garbage differs. */
function leastMs(work) {
  let least = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** Prints the slowest texts of each reader as ratios to parsing as much JSON in small maps. */
export async function benchHostile() {
  const { hostileTexts } = await importTypeScript('test/support/hostile-texts.ts');
  const { parseSource } = await importTypeScript('src/source/parse-source.ts');
  const { readYaml } = await importTypeScript('src/source/read-yaml.ts');
  const json = JSON.stringify(Array.from({ length: bytes / 10 }, () => ({ a: 'b' })));
  const baseline = leastMs(() => JSON.parse(json));
  const texts = [...hostileTexts].map(([name, text]) => [name, text(bytes)]);
  console.log(`1 MiB of ${texts.length} hostile texts, the slowest, CPU of the reader:`);
  const readers = {
    'answers, schemas, settings': (text) => parseSource(text, 'x'),
    'files of a catalog': readYaml,
  };
  for (const [reader, read] of Object.entries(readers)) {
    const times = texts.map(([name, text]) => ({ name, ms: leastMs(() => read(text)) }));
    const slowest = times.toSorted((a, b) => b.ms - a.ms).slice(0, 3);
    for (const { name, ms } of slowest) {
      console.log(
        `  ${reader.padEnd(26)} ${ms.toFixed(0).padStart(6)} ms  ${(ms / baseline).toFixed(1).padStart(6)} × JSON.parse  ${name}`,
      );
    }
  }
}

if (process.argv[1] === import.meta.filename) await benchHostile();
