// `npm run bench` and `node test/bench/lint-charts.mjs`: the time of lint for a repository of 1,000 versions of charts,
// relative to only unpacking them and parsing their YAML with the library in the same run. Printed, never asserted.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { build, installPackages, root } from '../../scripts/setup.mjs';
import { median, run } from './measured.mjs';
import { importTypeScript } from '../../scripts/import-typescript.mjs';

const cli = path.join(root, 'dist', 'cli.cjs');
const [charts, versions, rounds] = [100, 10, 5];

/** The generated chart of redis-sentinel, by path in it. */
function generatedChart(folder) {
  const answers = path.join(folder, 'answers.yml');
  writeFileSync(answers, 'blueprint: redis-sentinel\nname: cache\nversion: 1.0.0\n');
  const out = path.join(folder, 'out');
  run([cli, 'generate', '-a', answers, '--target', 'rancher-2', '--out', out]);
  const { status } = spawnSync('tar', ['-xzf', path.join(out, 'catalog/assets/cache-1.0.0.tgz')], {
    cwd: folder,
  });
  if (status !== 0) throw new Error('tar cannot unpack the chart');
  const chart = path.join(folder, 'cache');
  return readdirSync(chart, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [path.relative(chart, file), readFileSync(file, 'utf8')]);
}

/** A chart under another name: no two have a text in common that lint parses. */
function renamed(files, name, version) {
  return files.map(([file, text]) => {
    if (file === 'Chart.yaml') {
      return [
        file,
        text
          .replace('name: cache', `name: ${name}`)
          .replace('version: 1.0.0', `version: ${version}`),
      ];
    }
    if (file === 'values.schema.json')
      return [file, text.replace('"title"', `"$comment": "${name}", "title"`)];
    return [
      file,
      /^(?:values|questions)\.yaml$/.test(file) ? `${text}# ${name} ${version}\n` : text,
    ];
  });
}

/** Writes the repository: 100 charts of 10 versions, compressed as helm does. */
async function makeRepository(repository, folder) {
  const { packArchive } = await importTypeScript('src/archive/pack-archive.ts');
  const files = generatedChart(folder);
  mkdirSync(path.join(repository, 'assets'), { recursive: true });
  writeFileSync(path.join(repository, 'assets/cache.svg'), '<svg/>');
  const metadata = files.find(([file]) => file === 'Chart.yaml')[1];
  let index = 'apiVersion: v1\nentries:\n';
  for (let chart = 0; chart < charts; chart += 1) {
    const name = `cache-${chart}`;
    index += `  ${name}:\n`;
    for (let version = 0; version < versions; version += 1) {
      const number = `1.${version}.0`;
      const tree = renamed(files, name, number).map(([file, content]) => [
        file,
        { content, mode: 0o644 },
      ]);
      const archive = gzipSync(gunzipSync(packArchive(new Map(tree), name)));
      const file = `assets/${name}-${number}.tgz`;
      writeFileSync(path.join(repository, file), archive);
      const own = metadata
        .replace('name: cache', `name: ${name}`)
        .replace('version: 1.0.0', `version: ${number}`);
      const digest = createHash('sha256').update(archive).digest('hex');
      const more = `created: "2026-01-31T00:00:00Z"\ndigest: ${digest}\nurls: [${file}]\n`;
      index += `  - ${(own + more).trimEnd().replaceAll('\n', '\n    ')}\n`;
    }
  }
  writeFileSync(path.join(repository, 'index.yaml'), index);
}

/** A script that unpacks every archive and parses what lint has to parse. */
function unpackOnly(folder) {
  const script = path.join(folder, 'unpack.mjs');
  const library = pathToFileURL(path.join(root, 'node_modules/yaml/dist/index.js')).href;
  const text = `
    import { readdirSync, readFileSync } from 'node:fs';
    import { gunzipSync } from 'node:zlib';
    import yaml from ${JSON.stringify(library)};
    const root = process.argv[2];
    const parse = (text) => yaml.parseDocument(text, { logLevel: 'silent' });
    parse(readFileSync(root + '/index.yaml', 'utf8'));
    for (const name of readdirSync(root + '/assets')) {
      if (!name.endsWith('.tgz')) continue;
      const tar = gunzipSync(readFileSync(root + '/assets/' + name));
      for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
        const path = tar.toString('latin1', at, at + 100).replace(/\\0.*/s, '');
        const size = parseInt(tar.toString('latin1', at + 124, at + 136), 8);
        const text = tar.toString('utf8', at + 512, at + 512 + size);
        if (/^[^/]+\\/(?:Chart|values|questions)\\.yaml$/.test(path)) parse(text);
        if (/^[^/]+\\/values\\.schema\\.json$/.test(path)) JSON.parse(text);
        at += 512 + Math.ceil(size / 512) * 512;
      }
    }`;
  writeFileSync(script, text);
  return script;
}

/** Prints the times. */
export async function benchLintCharts() {
  const folder = mkdtempSync(path.join(tmpdir(), 'rancher-catalog-bench-charts-'));
  try {
    const repository = path.join(folder, 'repository');
    await makeRepository(repository, folder);
    const script = unpackOnly(folder);
    const lints = [];
    const parses = [];
    for (let round = 0; round <= rounds; round += 1) {
      const lint = run([cli, 'lint', repository, '--format', 'github']);
      const parse = run([script, repository]);
      if (round === 0) continue;
      lints.push(lint);
      parses.push(parse);
    }
    const ratio = median(lints.map(({ cpuMs }, index) => cpuMs / parses[index].cpuMs));
    const seconds = (runs, unit) => (median(runs.map((each) => each[unit])) / 1000).toFixed(2);
    console.log(
      `lint, ${charts * versions} versions of ${charts} charts: ${seconds(lints, 'ms')} s, CPU ${seconds(lints, 'cpuMs')} s, ` +
        `${ratio.toFixed(2)} × only unpacking and parsing them (CPU ${seconds(parses, 'cpuMs')} s), ` +
        `peak ${Math.max(...lints.map(({ mib }) => mib))} MiB`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  installPackages();
  build();
  await benchLintCharts();
}
