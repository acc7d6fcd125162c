// Runs every drill with processes and some with containers, and writes docs/drill-report.md with its
// pictures and one page of both: `npm run drills:report`. The containers are the same as in the tests: the
// shipped Dockerfile on a base image that is not pulled. `npm run drills:report -- --to DIR DRILL…` runs some
// drills and writes to another folder.
import {
  copyFileSync,
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

const { allDrills } = await importTypeScript('src/cluster/drills/all-drills.ts');
const { renderReportPage } = await importTypeScript('src/cluster/drills/report-page.ts');

/** The classic four, the two kinds of stops, and all network faults. */
const withContainers = new Set([1, 2, 3, 4, 6, 14, 15, 16, 17, 19, 28, 30, 31, 33, 37]);
const image = 'redis-sentinel-drilled:1';

const { values, positionals: named } = parseArgs({
  options: { to: { type: 'string' } },
  allowPositionals: true,
});
if (named.length > 0 && values.to === undefined)
  throw new Error('some drills are not the whole report: name another folder with --to DIR');
const docs = path.resolve(values.to ?? path.join(root, 'docs'));
const pictures = path.join(docs, 'drill-report');

/** The engine helper of the image tests, which starts an engine if none is running. */
async function engineOfTests() {
  const { Engine, whyNoEngine } = await importTypeScript('test/image/support/engine.ts');
  const why = whyNoEngine();
  if (why !== undefined) throw new Error(why);
  const { setup } = await importTypeScript('test/support/engine-setup.ts');
  return { Engine, endEngine: setup() };
}

/**
 * Runs drills and returns their page and their part of the common page. Saves the pictures in
 * `drill-report/` with a prefix.
 */
function drill(args, prefix, env, heading) {
  const folder = mkdtempSync(path.join(tmpdir(), 'drill-report-'));
  const words = ['dist/cli.cjs', 'cluster', 'drill', ...args, '--report', folder];
  const passed = run(process.execPath, words, { env: { ...process.env, ...env } });
  const names = readdirSync(folder).filter((each) => each.endsWith('.svg'));
  for (const name of names) {
    copyFileSync(path.join(folder, name), path.join(pictures, prefix + name));
  }
  const page = readFileSync(path.join(folder, 'report.md'), 'utf8');
  const { where, drills } = JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8'));
  const svgOf = ({ id }) => names.find((name) => Number(name.slice(0, 2)) === id);
  const part = {
    heading,
    where,
    drills: drills.map((result) => ({
      result,
      svg: readFileSync(path.join(folder, svgOf(result)), 'utf8'),
    })),
  };
  rmSync(folder, { recursive: true, force: true });
  return {
    passed,
    part,
    page: page.replaceAll(/\]\((\d\d-[^)]+\.svg)\)/g, `](drill-report/${prefix}$1)`),
  };
}

/** Runs drills in containers of the shipped image. */
async function drillContainers(drills) {
  const { Engine, endEngine } = await engineOfTests();
  let engine;
  try {
    engine = await Engine.start();
    engine.build(engine.base(), image);
    const args = [...drills, '--runtime', 'docker', '--image', image];
    return drill(args, 'docker-', { DOCKER_HOST: engine.host }, 'Containers');
  } finally {
    try {
      engine?.stop();
    } finally {
      await endEngine();
    }
  }
}

build();
const isNamed = ({ id, name }) =>
  named.length === 0 || named.includes(name) || named.includes(String(id));
const inContainers = allDrills()
  .filter((each) => withContainers.has(each.id) && isNamed(each))
  .map(({ name }) => name);
rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });
const processes = drill(named.length === 0 ? ['--all'] : named, '', {}, 'Processes');
const containers = inContainers.length === 0 ? undefined : await drillContainers(inContainers);
// The second page without the title and the explanations, which the first page contains.
const [, summary, where] = containers?.page.split('\n\n') ?? [];
const table = containers?.page.slice(containers.page.indexOf('\n| #'));
const second = containers ? `\n## With containers\n\n${summary}\n\n${where}\n${table}` : '';
const link =
  'All drills with a filter, in one file to open in a browser: `docs/drill-report/report.html` in the repository.\n';
const first = processes.page.replace('\n| # ', `\n${link}\n| # `);
writeFileSync(path.join(docs, 'drill-report.md'), first + second);
const parts = [processes, ...(containers ? [containers] : [])].map(({ part }) => part);
writeFileSync(path.join(pictures, 'report.html'), renderReportPage(parts, allDrills()));
if (values.to === undefined) writePictures();
process.exitCode = processes.passed && (containers?.passed ?? true) ? 0 : 1;
