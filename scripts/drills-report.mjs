// Runs every drill with processes and some with containers, and writes docs/drill-report.md with its
// pictures: `npm run drills:report`. The containers are the same as in the tests: the shipped Dockerfile on a
// base image that is not pulled.
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
import { importTypeScript } from './import-typescript.mjs';
import { writePictures } from './readme-picture.mjs';
import { build, root, run } from './setup.mjs';

/** The classic four, the two kinds of stops, and all network faults. */
const withContainers = [1, 2, 3, 4, 6, 14, 15, 16, 17, 19, 28, 30, 31, 33, 37].map(String);
const image = 'redis-sentinel-drilled:1';
const pictures = path.join(root, 'docs', 'drill-report');

/** The engine helper of the image tests, which starts an engine if none is running. */
async function engineOfTests() {
  const { Engine, whyNoEngine } = await importTypeScript('test/image/support/engine.ts');
  const why = whyNoEngine();
  if (why !== undefined) throw new Error(why);
  const { setup } = await importTypeScript('test/support/engine-setup.ts');
  return { Engine, endEngine: setup() };
}

/** Runs drills and returns their page. Saves the pictures in `docs/drill-report/` with a prefix. */
function drill(args, prefix, env) {
  const folder = mkdtempSync(path.join(tmpdir(), 'drill-report-'));
  const words = ['dist/cli.cjs', 'cluster', 'drill', ...args, '--report', folder];
  const passed = run(process.execPath, words, { env: { ...process.env, ...env } });
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.svg'))) {
    copyFileSync(path.join(folder, name), path.join(pictures, prefix + name));
  }
  const page = readFileSync(path.join(folder, 'report.md'), 'utf8');
  rmSync(folder, { recursive: true, force: true });
  return {
    passed,
    page: page.replaceAll(/\]\((\d\d-[^)]+\.svg)\)/g, `](drill-report/${prefix}$1)`),
  };
}

build();
const { Engine, endEngine } = await engineOfTests();
rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });
const processes = drill(['--all'], '', {});
let containers;
let engine;
try {
  engine = await Engine.start();
  engine.build(engine.base(), image);
  const args = [...withContainers, '--runtime', 'docker', '--image', image];
  containers = drill(args, 'docker-', { DOCKER_HOST: engine.host });
} finally {
  try {
    engine?.stop();
  } finally {
    await endEngine();
  }
}
// The second page without the title and the explanations, which the first page contains.
const [, summary, where] = containers.page.split('\n\n');
const table = containers.page.slice(containers.page.indexOf('\n| #'));
writeFileSync(
  path.join(root, 'docs', 'drill-report.md'),
  `${processes.page}\n## With containers\n\n${summary}\n\n${where}\n${table}`,
);
writePictures();
process.exitCode = processes.passed && containers.passed ? 0 : 1;
