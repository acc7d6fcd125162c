// What package-lock.json must hold so that `npm ci` works on every system, and whether a node_modules
// already holds what the lock file asks for. Run as a script, it checks the lock file of the project.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** Where Node looks for a package that the one at `at` names, nearest first. */
function places(at, name) {
  const found = [];
  for (
    let folder = at;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))
  ) {
    found.push(`${folder === '' ? '' : `${folder}/`}node_modules/${name}`);
    if (folder === '') return found;
  }
}

/**
 * The packages that others name as optional and that the lock file lacks, as `NAME, of OTHER`. npm
 * leaves out those of other systems when it writes a lock file beside a node_modules.
 */
export function missingOptional({ packages }) {
  return Object.entries(packages).flatMap(([at, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !places(at, name).some((place) => place in packages))
      .map((name) => `${name}, of ${at.slice(at.lastIndexOf('node_modules/') + 13)}`),
  );
}

const libc = () => (process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl');

const includes = (list, value) => list === undefined || list.includes(value);

/** Whether a package must be there on this system; of the optional ones, those made for it. */
function isNeeded({ optional, os, cpu, libc: libcs }) {
  if (optional !== true) return true;
  if (os === undefined && cpu === undefined) return false;
  return (
    includes(os, process.platform) &&
    includes(cpu, process.arch) &&
    (libcs === undefined || libcs.includes(libc()))
  );
}

/** Whether node_modules (npm's own list of what is in it) is what the lock file asks for. */
export function isInstalled(lock, installed) {
  const { '': _project, ...wanted } = lock.packages;
  const there = installed.packages;
  return (
    Object.entries(wanted).every(
      ([at, each]) => !isNeeded(each) || there[at]?.version === each.version,
    ) && Object.entries(there).every(([at, { version }]) => wanted[at]?.version === version)
  );
}

/** As `isInstalled`, of the project in a folder. */
export function isInstalledIn(folder) {
  const list = path.join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
  return isInstalled(read(path.join(folder, 'package-lock.json')), read(list));
}

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = missingOptional(JSON.parse(readFileSync(file, 'utf8')));
  for (const each of missing) console.error(`package-lock.json lacks the optional package ${each}`);
  if (missing.length > 0) {
    console.error(
      'npm ci fails on the systems that need them. In an empty folder that holds package.json only, run\n' +
        '  npm install --package-lock-only\nand copy the lock file from there.',
    );
    process.exitCode = 1;
  }
}
