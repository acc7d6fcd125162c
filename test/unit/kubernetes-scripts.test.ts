import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/run-cli.ts';

const scripts = join(import.meta.dirname, '../../scripts/kubernetes');

const run = (script: string, env: NodeJS.ProcessEnv) =>
  spawnSync(process.execPath, [join(scripts, script)], { encoding: 'utf8', env });

it('names the programs that are missing on a machine where Kubernetes cannot be built', () => {
  const XDG_CACHE_HOME = temporaryFolder();
  const { status, stdout, stderr } = run('build.mjs', { PATH: '/nonexistent', XDG_CACHE_HOME });
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('apt-get, dpkg-deb, tar, grep not found');
});

it('builds once at a time', () => {
  const file = 'rancher-catalog-programs/kubernetes-1.20.2/building';
  const XDG_CACHE_HOME = temporaryFolder({ [file]: String(process.pid) });
  const { status, stderr } = run('build.mjs', { ...process.env, XDG_CACHE_HOME });
  expect(status).toBe(1);
  expect(stderr).toContain(`process ${process.pid} is building Kubernetes already: wait`);
  expect(stderr).toContain(`delete ${XDG_CACHE_HOME}/${file}`);
});

it('does not start a control plane that is not built, and names the command that builds it', () => {
  const XDG_CACHE_HOME = temporaryFolder();
  const { status, stderr } = run('control-plane.mjs', { XDG_CACHE_HOME });
  expect(status).not.toBe(0);
  expect(stderr).toBe(
    'not built: etcd, kube-apiserver, kube-controller-manager, kube-scheduler; run node scripts/kubernetes/build.mjs first\n',
  );
});
