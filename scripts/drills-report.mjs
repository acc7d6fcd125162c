// Runs every drill of both kinds with processes and some with containers, and writes docs/drill-report.md with its
// pictures, one page of all, and the figures: `npm run drills:report`. The containers are the same as in the tests: the
// shipped Dockerfile on a base image that is not pulled. `-- --only cluster` runs one part again, the figures of the
// others are kept. `-- --only cluster DRILL…` runs some drills of a part, on the day of the others there. `-- --to DIR
// DRILL…` runs some drills and writes to another folder.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { importTypeScript } from './import-typescript.mjs';
import { writePictures } from './readme-picture.mjs';
import { build, root, run } from './setup.mjs';

const { allDrills, allShardDrills } = await importTypeScript('src/cluster/drills/all-drills.ts');
const { containerTimings } = await importTypeScript('src/cluster/drills/timings.ts');
const { renderReport } = await importTypeScript('src/cluster/drills/render-report.ts');
const { renderReportPage } = await importTypeScript('src/cluster/drills/report-page.ts');

/** The classic four, the two kinds of stops, and all network faults. */
const withContainers = new Set([1, 2, 3, 4, 6, 14, 15, 16, 17, 19, 28, 30, 31, 33, 37]);
const image = 'redis-sentinel-drilled:1';

/** The parts of the report. `run` takes names of drills, all of one kind. */
const parts = [
  { name: 'processes', heading: 'Processes', known: allDrills(), run: (names) => drill(names) },
  {
    name: 'containers',
    heading: 'Containers',
    known: allDrills(containerTimings),
    chosen: withContainers,
    run: drillContainers,
  },
  {
    name: 'cluster',
    heading: 'Redis Cluster',
    known: allShardDrills(),
    run: (names) => drill(names),
  },
];

const { values, positionals: named } = parseArgs({
  options: { to: { type: 'string' }, only: { type: 'string' } },
  allowPositionals: true,
});
const { to, only } = values;
if (named.length > 0 && to === undefined && only === undefined)
  throw new Error(
    'some drills are not the whole report: name their part with --only PART, or another folder with --to DIR',
  );
if (only !== undefined && !parts.some(({ name }) => name === only))
  throw new Error(`--only takes ${parts.map(({ name }) => name).join(', ')}`);
const docs = path.resolve(to ?? path.join(root, 'docs'));
const pictures = path.join(docs, 'drill-report');
const figures = path.join(pictures, 'report.json');
if (only !== undefined && to === undefined && !existsSync(figures))
  throw new Error(`${figures} is missing, so the other parts cannot be kept: omit --only`);

/** The engine helper of the image tests, which starts an engine if none is running. */
async function engineOfTests() {
  const { Engine, whyNoEngine } = await importTypeScript('test/image/support/engine.ts');
  const why = whyNoEngine();
  if (why !== undefined) throw new Error(why);
  const { setup } = await importTypeScript('test/support/engine-setup.ts');
  return { Engine, endEngine: setup() };
}

/** The file of a picture, in the folder of pictures. */
const pictureOf = ({ id, name, runtime }) =>
  `${runtime === 'docker' ? 'docker-' : ''}${String(id).padStart(2, '0')}-${name}.svg`;

/** Runs drills, saves their pictures, and returns where they ran and their results. */
function drill(names, args = [], env = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'drill-report-'));
  try {
    const words = ['dist/cli.cjs', 'cluster', 'drill', ...names, ...args, '--report', folder];
    run(process.execPath, words, { env: { ...process.env, ...env } });
    const { where, drills } = JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8'));
    for (const result of drills) {
      const file = readdirSync(folder).find((name) =>
        name.startsWith(`${String(result.id).padStart(2, '0')}-`),
      );
      copyFileSync(path.join(folder, file), path.join(pictures, pictureOf(result)));
    }
    return { where, drills };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs drills in containers of the shipped image. */
async function drillContainers(names) {
  const { Engine, endEngine } = await engineOfTests();
  let engine;
  try {
    engine = await Engine.start();
    engine.build(engine.base(), image);
    return drill(names, ['--runtime', 'docker', '--image', image], { DOCKER_HOST: engine.host });
  } finally {
    try {
      engine?.stop();
    } finally {
      await endEngine();
    }
  }
}

/** One part of what ran before and now. Its page has one line on the machine and the day, so both must be the same. */
function together(known, before, now) {
  const differs = Object.keys(now.where).filter(
    (key) => key !== 'tookS' && now.where[key] !== before.where[key],
  );
  if (differs.length > 0)
    throw new Error(
      `the other drills of this part ran with another ${differs.join(', ')}: run all of them, without names`,
    );
  // A drill that runs again takes as long as before.
  const isNew = now.drills.some(({ id }) => before.drills.every((each) => each.id !== id));
  const tookS = before.where.tookS + (isNew ? now.where.tookS : 0);
  const latest = new Map([...before.drills, ...now.drills].map((result) => [result.id, result]));
  return {
    where: { ...now.where, tookS },
    drills: known.flatMap(({ id }) => latest.get(id) ?? []),
  };
}

/** What ran before, by the name of its part. */
const kept =
  only !== undefined && existsSync(figures) ? JSON.parse(readFileSync(figures, 'utf8')) : {};
const isNamed = ({ id, name }) =>
  named.length === 0 || named.includes(name) || named.includes(String(id));

const ofPart = parts.filter(({ name }) => (only ?? name) === name);
if (!ofPart.some(({ known }) => known.some(isNamed)))
  throw new Error(`no drill there is named ${named.join(', ')}`);

build();
mkdirSync(pictures, { recursive: true });
const ran = {};
for (const { name, known, chosen, run: runPart } of parts) {
  const drills = known.filter((each) => (chosen?.has(each.id) ?? true) && isNamed(each));
  const isDue = drills.length > 0 && (only ?? name) === name;
  const done = isDue ? await runPart(drills.map((each) => each.name)) : kept[name];
  const isPart = isDue && named.length > 0 && kept[name] !== undefined;
  if (done !== undefined) ran[name] = isPart ? together(known, kept[name], done) : done;
}
const reported = parts.flatMap(({ name, heading, known }) => {
  if (ran[name] === undefined) return [];
  const { where, drills } = ran[name];
  const svgOf = (result) => readFileSync(path.join(pictures, pictureOf(result)), 'utf8');
  return [
    { heading, where, known, drills: drills.map((result) => ({ result, svg: svgOf(result) })) },
  ];
});
const results = reported.flatMap(({ drills }) => drills.map(({ result }) => result));
const drawn = new Set(results.map(pictureOf));
for (const name of readdirSync(pictures))
  if (name.endsWith('.svg') && !drawn.has(name)) rmSync(path.join(pictures, name));
const note = [
  'All drills with a filter, in one file to open in a browser: `docs/drill-report/report.html` in the repository.',
  // Written by another script, into the folder of this project only.
  ...(to === undefined
    ? [
        '',
        'The chart on Kubernetes, with pods that run: [drill-report/pods.md](drill-report/pods.md).',
      ]
    : []),
];
const page = renderReport(reported, {
  note,
  pictureOf: (result) => `drill-report/${pictureOf(result)}`,
});
writeFileSync(path.join(docs, 'drill-report.md'), page);
writeFileSync(path.join(pictures, 'report.html'), renderReportPage(reported));
writeFileSync(figures, `${JSON.stringify(ran, undefined, 2)}\n`);
if (to === undefined) writePictures();
process.exitCode = results.every(({ pass }) => pass) ? 0 : 1;
