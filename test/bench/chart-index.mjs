// The time to publish a chart into a repository whose index.yaml has 5 MB, relative to plain git.
// Called by bench.mjs; `node test/bench/chart-index.mjs` runs it alone. Printed, never asserted.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, installPackages, root } from '../../scripts/setup.mjs';
import { median } from './measured.mjs';
import { makeWorkplace } from './workplace.mjs';

const rounds = 3;
const megabytes = 5;
/** Of an archive of a chart, whose bytes git cannot compress. */
const archiveBytes = 10_000;
const cli = path.join(root, 'dist', 'cli.cjs');

const answers = (name) => `blueprint: redis-sentinel\nname: ${name}\nversion: 1.0.0\n`;

const digestOf = (text) => createHash('sha256').update(text).digest('hex');

/** The entry of one version, as `helm repo index` writes it. */
const entryOf = (name, version) => `  - annotations:
      artifacthub.io/changes: |
        - kind: changed
          description: Update the image of ${name} to ${version}
      artifacthub.io/license: Apache-2.0
      category: Database
    apiVersion: v2
    appVersion: ${version}
    created: "2026-01-31T10:00:00.123456789Z"
    description: ${name} is an application that stores, serves and queries data, and that
      is replicated to several nodes
    digest: ${digestOf(`${name} ${version}`)}
    home: https://charts.example.com/${name}
    icon: https://charts.example.com/${name}/icon.svg
    keywords:
    - ${name}
    - database
    kubeVersion: '>= 1.25.0-0'
    maintainers:
    - email: charts@example.com
      name: The maintainers of ${name}
    name: ${name}
    sources:
    - https://git.example.com/charts/${name}
    type: application
    urls:
    - assets/${name}-${version}.tgz
    version: ${version}
`;

/** An index.yaml of 100 charts with many versions each, and the names of their archives. */
function largeIndex() {
  const charts = Array.from({ length: 100 }, (_, index) => ({
    name: `app-${index + 100}`,
    text: '',
  }));
  const archives = [];
  let length = 0;
  for (let minor = 999; length < megabytes * 1_000_000; minor -= 1) {
    for (const chart of charts) {
      const text = entryOf(chart.name, `1.${minor}.0`);
      chart.text += text;
      length += text.length;
      archives.push(`${chart.name}-1.${minor}.0.tgz`);
    }
  }
  const all = charts.map(({ name, text }) => `  ${name}:\n${text}`).join('');
  const text = `apiVersion: v1\nentries:\n${all}generated: "2026-01-31T10:00:00Z"\n`;
  return { text, archives };
}

/** A bare repository with that index, and with the archives if they are wanted. Returns its URL. */
function makeRepository({ folder, run }, hasArchives) {
  const checkout = path.join(folder, 'checkout');
  const { text, archives } = largeIndex();
  run('git', ['init', '-q', '-b', 'master', checkout]);
  writeFileSync(path.join(checkout, 'index.yaml'), text);
  if (hasArchives) {
    mkdirSync(path.join(checkout, 'assets'));
    for (const name of archives) {
      writeFileSync(path.join(checkout, 'assets', name), randomBytes(archiveBytes));
    }
  }
  run('git', ['add', '-A'], checkout);
  run('git', ['commit', '-q', '-m', 'Charts of others'], checkout);
  run('git', ['clone', '-q', '--bare', checkout, 'charts.git']);
  rmSync(checkout, { recursive: true });
  return pathToFileURL(path.join(folder, 'charts.git')).href;
}

/** What `publish` does, with git alone: the files that it writes are there. */
function withGit({ folder, run }, url, files) {
  const clone = path.join(folder, 'clone');
  run('git', ['clone', '-q', '--depth', '1', url, clone]);
  mkdirSync(path.join(clone, 'assets'), { recursive: true });
  for (const [file, content] of files) writeFileSync(path.join(clone, file), content);
  run('git', ['add', '-A'], clone);
  run('git', ['commit', '-q', '-m', 'Release'], clone);
  run('git', ['push', '-q', 'origin', 'HEAD'], clone);
}

/** The files of a release of the chart `name`, whose answers are in one.yml, as another chart. */
function releaseOf({ run, folder }, name, other) {
  const options = ['-a', 'one.yml', '--target', 'rancher-2', '--out', 'made'];
  run(process.execPath, [cli, 'generate', ...options]);
  const read = (file) => readFileSync(path.join(folder, 'made/catalog', file));
  const files = [
    [`assets/${other}-1.0.0.tgz`, read(`assets/${name}-1.0.0.tgz`)],
    [`assets/${other}.svg`, read(`assets/${name}.svg`)],
  ];
  const [, entry = ''] = read('index.yaml').toString().split('entries:\n');
  rmSync(path.join(folder, 'made'), { recursive: true });
  return { files, entry: entry.replaceAll(name, other) };
}

/** The index.yaml that the repository has now. */
function readIndex({ run, folder }, url) {
  const now = path.join(folder, 'now');
  run('git', ['clone', '-q', '--depth', '1', '-n', url, now]);
  run('git', ['checkout', '-q', 'HEAD', '--', 'index.yaml'], now);
  const text = readFileSync(path.join(now, 'index.yaml'), 'utf8');
  rmSync(now, { recursive: true });
  return text;
}

/** Removes the cache of the repository, and keeps the compiled code of the program. */
function forgetRepository({ folder }) {
  const cache = path.join(folder, 'cache/rancher-catalog');
  for (const name of readdirSync(cache)) {
    if (name !== 'compiled') rmSync(path.join(cache, name), { recursive: true });
  }
}

/** Times of one round in ms, each with a chart that the repository does not have. */
function publishOnce(workplace, url, round) {
  const { folder, run, timed } = workplace;
  const publish = (name) => {
    writeFileSync(path.join(folder, 'one.yml'), answers(name));
    const args = ['publish', '-a', 'one.yml', '--repo', url, '--target', 'rancher-2'];
    return timed(() => run(process.execPath, [cli, ...args]));
  };
  forgetRepository(workplace);
  const cold = publish(`cold-${round}`);
  const warm = publish(`warm-${round}`);
  const { files, entry } = releaseOf(workplace, `warm-${round}`, `plain-${round}`);
  const index = readIndex(workplace, url).replace('entries:\n', `entries:\n${entry}`);
  const plain = timed(() => withGit(workplace, url, [...files, ['index.yaml', index]]));
  rmSync(path.join(folder, 'clone'), { recursive: true });
  return { plain, cold, warm };
}

function benchRepository(title, hasArchives) {
  const workplace = makeWorkplace();
  try {
    const url = makeRepository(workplace, hasArchives);
    writeFileSync(path.join(workplace.folder, 'one.yml'), answers('first'));
    // Compiles the program.
    const first = ['publish', '-a', 'one.yml', '--repo', url, '--target', 'rancher-2', '--dry-run'];
    workplace.run(process.execPath, [cli, ...first]);
    const times = Array.from({ length: rounds }, (_, round) => publishOnce(workplace, url, round));
    console.log(`${title}, median of ${rounds}:`);
    for (const [kind, text] of Object.entries({
      plain: 'git clone --depth 1, add, commit, push',
      cold: 'publish, no cache of the repository',
      warm: 'publish, with a cache',
    })) {
      const ms = median(times.map((each) => each[kind])).toFixed(0);
      const ratio = median(times.map((each) => each[kind] / each.plain)).toFixed(2);
      console.log(`  ${text.padEnd(44)} ${ms.padStart(6)} ms  ${ratio} × plain git`);
    }
  } finally {
    rmSync(workplace.folder, { recursive: true, force: true });
  }
}

/** Prints the figures. */
export function benchChartIndex() {
  const title = `publishing a chart into an index.yaml of ${megabytes} MB`;
  benchRepository(`${title} and its archives`, true);
  benchRepository(`${title}, whose archives are elsewhere`, false);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  installPackages();
  build();
  benchChartIndex();
}
