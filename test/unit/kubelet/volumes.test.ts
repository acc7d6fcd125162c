import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NotYet } from '../../support/kubernetes/kubelet/environment.ts';
import { checkRunnable, type RunPod } from '../../support/kubernetes/kubelet/pod-spec.ts';
import { Volumes, type ReadObject } from '../../support/kubernetes/kubelet/volumes.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

const claim = { metadata: { name: 'data-0', namespace: 'shop', uid: 'c-1' } };
const bound = { ...claim, spec: {}, status: { phase: 'Bound' } };

const read =
  (objects: Readonly<Record<string, unknown>>): ReadObject =>
  async <T>(kind: string, name: string) =>
    objects[`${kind}/${name}`] as T | undefined;

const all = read({
  'persistentvolumeclaims/data-0': bound,
  'secrets/words': { data: { password: Buffer.from('s3cret').toString('base64'), other: 'x' } },
});

const pod = (uid: string, nodeName = 'node-1'): RunPod => ({
  metadata: { name: 'cache-0', namespace: 'shop', uid },
  spec: {
    nodeName,
    containers: [],
    volumes: [
      { name: 'data', persistentVolumeClaim: { claimName: 'data-0' } },
      { name: 'scratch', emptyDir: {} },
      {
        name: 'words',
        secret: {
          secretName: 'words',
          defaultMode: 0o440,
          items: [{ key: 'password', path: 'redis-password' }],
        },
      },
    ],
  },
  status: {},
});

test('a claim keeps its files over incarnations, an emptyDir does not', async () => {
  const volumes = new Volumes(temporaryFolder());
  const first = await volumes.prepare(pod('p-1'), all);
  for (const name of ['data', 'scratch']) writeFileSync(join(first.get(name) ?? '', 'x'), '');
  volumes.release(pod('p-1'));
  const second = await volumes.prepare(pod('p-2', 'node-2'), all);
  expect(existsSync(join(second.get('data') ?? '', 'x'))).toBe(true);
  expect(existsSync(join(second.get('scratch') ?? '', 'x'))).toBe(false);
});

test('a claim is used on one node at a time, until it is released or detached', async () => {
  const volumes = new Volumes(temporaryFolder());
  await volumes.prepare(pod('p-1'), all);
  await volumes.prepare(pod('p-2'), all);
  volumes.release(pod('p-1'));
  await expect(volumes.prepare(pod('p-3', 'node-2'), all)).rejects.toThrow(NotYet);
  volumes.detach('node-1');
  await volumes.prepare(pod('p-3', 'node-2'), all);
});

test('a Secret is mounted with the chosen keys and mode', async () => {
  const made = await new Volumes(temporaryFolder()).prepare(pod('p-1'), all);
  const file = join(made.get('words') ?? '', 'redis-password');
  expect(readFileSync(file, 'utf8')).toBe('s3cret');
  expect(statSync(file).mode & 0o777).toBe(0o440);
  expect(existsSync(join(made.get('words') ?? '', 'other'))).toBe(false);
});

test('a pod waits for a claim that is not bound, and for a Secret', async () => {
  const volumes = new Volumes(temporaryFolder());
  await expect(volumes.prepare(pod('p-1'), read({}))).rejects.toThrow('data-0 is not bound');
  const none = read({ 'persistentvolumeclaims/data-0': bound });
  await expect(volumes.prepare(pod('p-1'), none)).rejects.toThrow('no words in secrets');
});

test('a pod that needs more than this kubelet does is refused', () => {
  const strange = { ...pod('p-1').spec, hostNetwork: true, initContainers: [{}] };
  expect(() => checkRunnable({ ...pod('p-1'), spec: strange })).toThrow(
    'shop/cache-0 needs what the kubelet of tests lacks: hostNetwork, initContainers',
  );
});
