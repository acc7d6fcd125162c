// `npm run bench` and `node test/bench/lint.mjs`: the time of lint relative to parsing the same
// YAML with the same library in the same run, and how it grows. Printed, never asserted.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, installPackages, root } from '../../scripts/setup.mjs';
import { median, run } from './measured.mjs';
import { makePrivateCatalog, privateVersions } from './private-catalog.mjs';

const cli = path.join(root, 'dist', 'cli.cjs');
const corpus = path.join(root, '../shared/corpus/rancher-catalog');
const base = path.join(root, 'test/lint/base');

/** A script that parses every YAML file below a folder with the program's library. */
function parseOnly(folder) {
  const script = path.join(folder, 'parse.mjs');
  const library = pathToFileURL(path.join(root, 'node_modules/yaml/dist/index.js')).href;
  const text = `
    import { readdirSync, readFileSync } from 'node:fs';
    import { join } from 'node:path';
    import yaml from ${JSON.stringify(library)};
    for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\\.ya?ml$/.test(entry.name)) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      yaml.parseDocument(text, { logLevel: 'silent' });
    }`;
  writeFileSync(script, text);
  return script;
}

/** `count` templates without any common text. */
function makeCatalog(folder, count) {
  for (let index = 0; index < count; index += 1) {
    const template = path.join(folder, `templates/entry-${index}`);
    cpSync(base, template, { recursive: true });
    for (const name of ['config.yml', '0/docker-compose.yml', '0/rancher-compose.yml']) {
      const file = path.join(template, name);
      writeFileSync(file, `${readFileSync(file, 'utf8')}# entry ${index}\n`);
    }
  }
}

/** Prints how long a catalog takes, next to only parsing its YAML in the same run. */
function benchCatalog(title, catalog, folder, rounds) {
  const script = parseOnly(folder);
  const lints = [];
  const parses = [];
  for (let round = 0; round <= rounds; round += 1) {
    const lint = run([cli, 'lint', catalog, '--format', 'github']);
    const parse = run([script, catalog]);
    if (round === 0) continue;
    lints.push(lint);
    parses.push(parse);
  }
  const ratio = median(lints.map(({ cpuMs }, index) => cpuMs / parses[index].cpuMs));
  const seconds = (runs, unit) => (median(runs.map((each) => each[unit])) / 1000).toFixed(2);
  console.log(
    `  ${title}: ${seconds(lints, 'ms')} s, CPU ${seconds(lints, 'cpuMs')} s, ` +
      `${ratio.toFixed(2)} × only parsing its YAML (CPU ${seconds(parses, 'cpuMs')} s), ` +
      `peak ${Math.max(...lints.map(({ mib }) => mib))} MiB`,
  );
}

/** Prints the times. */
export function benchLint() {
  const folder = mkdtempSync(path.join(tmpdir(), 'rancher-catalog-bench-lint-'));
  try {
    console.log('lint, whole process:');
    if (existsSync(corpus)) benchCatalog("Rancher's own catalog", corpus, folder, 7);
    else console.log("  Rancher's own catalog: not measured (../shared is not there)");
    const own = path.join(folder, 'private');
    makePrivateCatalog(own);
    benchCatalog(`a private catalog of ${privateVersions} versions`, own, folder, 3);
    const one = path.join(folder, 'one');
    makeCatalog(one, 1);
    run([cli, 'lint', one]);
    const start = run([cli, 'lint', one]).ms;
    let first;
    for (const count of [36, 360, 3600]) {
      const catalog = path.join(folder, String(count));
      mkdirSync(catalog);
      makeCatalog(catalog, count);
      const { ms, mib } = run([cli, 'lint', catalog]);
      const each = (ms - start) / (count - 1);
      first ??= each;
      console.log(
        `  ${String(count).padStart(5)} templates: ${ms.toFixed(0).padStart(6)} ms, ` +
          `${each.toFixed(2)} ms a template (${(each / first).toFixed(2)} × the first), peak ${mib} MiB`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  installPackages();
  build();
  benchLint();
}
