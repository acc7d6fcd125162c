// The time to publish to a large catalog, relative to plain git, and to check a large catalog.
// Called by bench.mjs; `node test/bench/publish.mjs` runs it alone. Printed, never asserted.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, installPackages, root } from '../../scripts/setup.mjs';
import { median } from './measured.mjs';
import { makeWorkplace } from './workplace.mjs';

const templates = 1000;
const versions = ['1.0.0', '1.1.0', '1.2.0', '1.3.0', '1.4.0'];
const rounds = 3;
const cli = path.join(root, 'dist', 'cli.cjs');

const answers = (name, version) =>
  `blueprint: redis-sentinel\nname: ${name}\nversion: ${version}\nanswers:\n  replicas: 3\n`;

/** A bare repository `big.git` of all templates in all versions, one commit per version. */
function makeCatalog({ folder, run }) {
  const names = Array.from({ length: templates }, (_, index) => `entry-${index}`);
  const options = names.flatMap((name) => ['-a', `answers/${name}.yml`]);
  const checkout = path.join(folder, 'checkout');
  mkdirSync(path.join(folder, 'answers'));
  run('git', ['init', '-q', '-b', 'master', checkout]);
  mkdirSync(path.join(checkout, 'templates'));
  for (const version of versions) {
    for (const name of names) {
      writeFileSync(path.join(folder, 'answers', `${name}.yml`), answers(name, version));
    }
    run(process.execPath, [cli, 'generate', '--catalog', checkout, ...options]);
    run('git', ['add', '-A'], checkout);
    run('git', ['commit', '-q', '-m', version], checkout);
  }
  run('git', ['clone', '-q', '--bare', checkout, 'big.git']);
  return { options, checkout };
}

function benchPublications({ folder, run, timed }) {
  const url = pathToFileURL(path.join(folder, 'big.git')).href;
  writeFileSync(path.join(folder, 'same.yml'), answers('entry-7', '1.4.0'));
  const times = { plain: [], cold: [], warm: [], none: [] };
  const publish = (file) => run(process.execPath, [cli, 'publish', '-a', file, '--repo', url]);
  for (let round = 0; round < rounds; round += 1) {
    const entry = `fresh-${round}`;
    // Created before the measurement: plain git only has to transfer it.
    writeFileSync(path.join(folder, 'one.yml'), answers(entry, '1.0.0'));
    run(process.execPath, [cli, 'generate', '-a', 'one.yml', '--out', 'made']);
    times.plain.push(
      timed(() => {
        run('git', ['clone', '-q', '--depth', '1', url, 'clone']);
        const clone = path.join(folder, 'clone');
        cpSync(path.join(folder, 'made/catalog/templates'), path.join(clone, 'templates'), {
          recursive: true,
        });
        run('git', ['add', '-A'], clone);
        run('git', ['commit', '-q', '-m', entry], clone);
        run('git', ['push', '-q', 'origin', 'HEAD'], clone);
      }),
    );
    rmSync(path.join(folder, 'clone'), { recursive: true });
    rmSync(path.join(folder, 'made'), { recursive: true });
    for (const [kind, name] of [
      ['cold', `cold-${round}`],
      ['warm', `warm-${round}`],
    ]) {
      if (kind === 'cold') rmSync(path.join(folder, 'cache'), { recursive: true, force: true });
      writeFileSync(path.join(folder, 'one.yml'), answers(name, '1.0.0'));
      times[kind].push(timed(() => publish('one.yml')));
    }
    times.none.push(timed(() => publish('same.yml')));
    rmSync(path.join(folder, 'cache'), { recursive: true, force: true });
    times.noneCold = [...(times.noneCold ?? []), timed(() => publish('same.yml'))];
  }
  const base = median(times.plain);
  const show = (title, list) =>
    console.log(
      `  ${title.padEnd(44)} ${median(list).toFixed(0).padStart(6)} ms  ${median(list.map((ms, index) => ms / times.plain[index])).toFixed(2)} × plain git`,
    );
  console.log(`publishing into ${templates} templates × ${versions.length} versions:`);
  console.log(
    `  ${'git clone --depth 1, add, commit, push'.padEnd(44)} ${base.toFixed(0).padStart(6)} ms`,
  );
  show('publish one entry, no cache', times.cold);
  show('publish one entry, with a cache', times.warm);
  show('publish nothing new, no cache', times.noneCold);
  show('publish nothing new, with a cache', times.none);
}

/** Prints the figures. */
export function benchPublish() {
  const workplace = makeWorkplace();
  try {
    const { options, checkout } = makeCatalog(workplace);
    benchPublications(workplace);
    const ms = workplace.timed(() =>
      workplace.run(process.execPath, [cli, 'check', '--catalog', checkout, ...options]),
    );
    console.log(`check of ${templates} entries: ${(ms / 1000).toFixed(2)} s`);
  } finally {
    rmSync(workplace.folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  installPackages();
  build();
  benchPublish();
}
