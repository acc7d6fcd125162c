// Installs the Debian packages that some tests need (a real Redis, shellcheck, docker-compose …),
// if they are missing and this user is allowed to. Tests whose program is still missing report that and
// are skipped, except under CI=true, where nothing is skipped.
import { spawnSync } from 'node:child_process';

/** Program, or module of one → the Debian packages that contain it. */
const programs = {
  'redis-server': 'redis-server',
  'redis-cli': 'redis-tools',
  shellcheck: 'shellcheck',
  yamllint: 'yamllint',
  'docker-compose': 'docker-compose',
  dockerd: 'docker.io',
  docker: 'docker.io',
  // Images are pushed to a real registry, which has users.
  'docker-registry': 'docker-registry',
  htpasswd: 'apache2-utils',
  iptables: 'iptables',
  busybox: 'busybox-static',
  ip: 'iproute2',
  hostname: 'hostname',
  // Completion is tried in each shell that has a script.
  fish: 'fish',
  zsh: 'zsh',
  // A clock that a drill can move is compiled.
  cc: 'gcc libc6-dev',
  // The page of a drill report is used in a browser.
  chromium: 'chromium',
  // The recipes of docs/clients.md are run.
  'php-redis': 'php-cli php-redis',
  'python3-redis': 'python3-redis',
};

/** How what is not a program of its own is found. Debian installs modules for its own Python only. */
const checks = {
  'php-redis': `php -r 'exit(extension_loaded("redis") ? 0 : 1);'`,
  'python3-redis': 'python3 -c "import redis" || /usr/bin/python3 -c "import redis"',
};

const has = (program) =>
  spawnSync('sh', ['-c', checks[program] ?? 'command -v "$1"', 'sh', program], { stdio: 'ignore' })
    .status === 0;

/** The programs that a short run needs. */
const inShort = ['redis-server', 'redis-cli', 'shellcheck', 'docker-compose'];

/** Installs the packages of missing programs; returns the programs that are still missing. */
export function installPrograms(isShort = false) {
  const wanted = isShort ? inShort : Object.keys(programs);
  const missing = wanted.filter((program) => !has(program));
  if (missing.length === 0) return [];
  if (!has('apt-get')) return missing;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [
      ...sudo,
      'apt-get',
      '-qq',
      '-o',
      'DPkg::Lock::Timeout=120',
      ...args,
    ];
    return spawnSync(command, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      // A package's own service must not start beside the servers that the tests start.
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    });
  };
  console.error(`installing ${missing.join(', ')} …`);
  apt('update');
  apt(
    'install',
    '-y',
    '--no-install-recommends',
    ...missing.flatMap((program) => programs[program].split(' ')),
  );
  return missing.filter((program) => !has(program));
}
