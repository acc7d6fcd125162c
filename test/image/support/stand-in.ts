// A base image that need not be pulled: busybox as the shell and this machine's Redis, laid out
// as the official alpine images are (the server in /usr/local/bin, its user 999, /data).
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

type Family = 'redis' | 'valkey';

const output = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { encoding: 'utf8' });

const which = (program: string): string =>
  realpathSync(output('sh', '-c', `command -v ${program}`).trim());

/** The loader and every library that a program needs. */
const librariesOf = (program: string): string[] =>
  [...output('ldd', program).matchAll(/(\/\S+)/g)].map((match) => match[1] ?? '');

function copyTo(root: string, from: string, to: string): void {
  const target = path.join(root, to);
  mkdirSync(path.dirname(target), { recursive: true });
  copyFileSync(realpathSync(from), target);
  chmodSync(target, 0o755);
}

function layOut(root: string, family: Family): void {
  const server = which('redis-server');
  const cli = which('redis-cli');
  const busybox = which('busybox');
  copyTo(root, busybox, 'bin/busybox');
  for (const applet of output(busybox, '--list')
    .split('\n')
    .filter((name) => name !== '' && name !== 'busybox')) {
    symlinkSync('busybox', path.join(root, 'bin', applet));
  }
  copyTo(root, server, `usr/local/bin/${family}-server`);
  copyTo(root, cli, `usr/local/bin/${family}-cli`);
  const names = output(
    'sh',
    '-c',
    'ls /lib/*/libnss_dns.so.2 /lib/*/libnss_files.so.2 /lib/*/libresolv.so.2',
  ).trim();
  for (const library of new Set([
    ...librariesOf(server),
    ...librariesOf(cli),
    ...names.split('\n'),
  ])) {
    copyTo(root, library, library);
  }
  for (const [name, mode] of [
    ['etc', 0o755],
    ['data', 0o755],
    ['tmp', 0o1777],
    ['proc', 0o755],
    ['root', 0o700],
  ] as const) {
    mkdirSync(path.join(root, name), { recursive: true });
    chmodSync(path.join(root, name), mode);
  }
  writeFileSync(path.join(root, 'etc/nsswitch.conf'), 'hosts: files dns\n');
  writeFileSync(
    path.join(root, 'etc/passwd'),
    `root:x:0:0:root:/root:/bin/sh\n${family}:x:999:1000::/data:/bin/false\n`,
  );
  writeFileSync(path.join(root, 'etc/group'), `root:x:0:\n${family}:x:1000:\n`);
  chownSync(path.join(root, 'data'), 999, 1000);
}

/** Imports the stand-in under this tag. */
export function importStandIn(
  docker: readonly string[],
  tag: string,
  family: Family = 'redis',
): void {
  const root = mkdtempSync(path.join(os.tmpdir(), 'stand-in-'));
  try {
    chmodSync(root, 0o755);
    layOut(root, family);
    const changes = [
      'ENV PATH=/usr/local/bin:/usr/bin:/bin',
      'WORKDIR /data',
      'EXPOSE 6379',
      `CMD ["${family}-server"]`,
    ].map((change) => `-c '${change}'`);
    execFileSync(
      'sh',
      [
        '-c',
        `tar -C "$1" -c . | ${docker.join(' ')} import ${changes.join(' ')} - ${tag}`,
        'sh',
        root,
      ],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
