// Fetches packages of Debian 12 without touching what apt of this machine is set up for: lists, cache and state
// are in a folder of their own. apt checks signatures and digests.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const release = 'bookworm';

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** The mirror that this machine uses for Debian itself, or Debian's own. */
function mirror() {
  const parts = '/etc/apt/sources.list.d';
  const files = existsSync(parts) ? readdirSync(parts).map((name) => path.join(parts, name)) : [];
  const lists = ['/etc/apt/sources.list', ...files]
    .filter((file) => /\.(list|sources)$/.test(file))
    .map(read)
    .join('\n');
  const [found] = lists.match(/^(?:URIs:|deb\s).*?https?:\/\/\S+\/debian\/?(?=\s|$)/m) ?? [];
  return (found?.match(/https?:\/\/\S+/)?.[0] ?? 'http://deb.debian.org/debian').replace(/\/$/, '');
}

/** The arguments that give apt-get its own folder below `folder`. */
function ownApt(folder) {
  for (const part of ['lists/partial', 'archives/partial', 'parts'])
    mkdirSync(path.join(folder, part), { recursive: true });
  const file = (name, content) => {
    const at = path.join(folder, name);
    writeFileSync(at, content);
    return at;
  };
  const line = `[signed-by=${keyring}] ${mirror()} ${release} main\n`;
  const settings = {
    'Dir::Etc::sourcelist': file('sources.list', `deb ${line}deb-src ${line}`),
    'Dir::Etc::sourceparts': path.join(folder, 'parts'),
    'Dir::Etc::preferencesparts': path.join(folder, 'parts'),
    'Dir::State': folder,
    'Dir::State::lists': path.join(folder, 'lists'),
    'Dir::State::status': file('status', ''),
    'Dir::Cache': folder,
    'Dir::Cache::archives': path.join(folder, 'archives'),
    // As root, apt would download as a user who cannot write here.
    'APT::Sandbox::User': 'root',
  };
  return ['-qq', ...Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`])];
}

/**
 * Downloads a source package and binary packages into `folder`; what is there already stays.
 * `run(command, args, cwd)` runs a program and throws if it fails.
 */
export async function fetchDebian(run, folder, source, binaries) {
  if (!existsSync(keyring))
    throw new Error(
      `${keyring} is missing, and without it no package of Debian can be checked: install debian-archive-keyring`,
    );
  mkdirSync(folder, { recursive: true });
  const apt = ownApt(path.join(folder, 'apt'));
  await run('apt-get', [...apt, 'update'], folder);
  await run('apt-get', [...apt, 'source', '--download-only', source], folder);
  await run('apt-get', [...apt, 'download', ...binaries], folder);
}
