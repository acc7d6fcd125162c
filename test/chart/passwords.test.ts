import type { Secret } from 'kubernetes-types/core/v1.js';
import { expect, test } from 'vitest';
import { chartOf, renderChart, statefulSets, type Manifest } from '../support/charts.ts';
import { helmMajors, type HelmMajor } from '../support/helm.ts';

const chart = chartOf('redis-sentinel');

const password = 'correct horse "battery" $staple';
const sentinelPassword = 'another\\one';

const render = (auth: Readonly<Record<string, string>>, major: HelmMajor = 3) =>
  renderChart(major, chart, { values: { auth } });

const secretOf = (objects: readonly Manifest[]) => {
  const [secret] = objects.filter(({ kind }) => kind === 'Secret') as unknown[] as Secret[];
  const decoded = Object.entries(secret?.data ?? {}).map(([key, value]) => [
    key,
    Buffer.from(value, 'base64').toString(),
  ]);
  return secret && { ...secret, data: Object.fromEntries(decoded) as Record<string, string> };
};

const checksums = (objects: readonly Manifest[]) =>
  statefulSets(objects).map(
    ({ spec }) => spec?.template.metadata?.annotations?.['checksum/passwords'],
  );

/** The Secrets and keys from which the pods get their passwords. */
const sources = (objects: readonly Manifest[]) =>
  statefulSets(objects).map(
    ({ spec }) => spec?.template.spec?.volumes?.find(({ name }) => name === 'passwords')?.secret,
  );

const mounted = (secretName: string) => ({
  secretName,
  defaultMode: 0o440,
  items: ['redis-password', 'sentinel-password'].map((key) => ({ key, path: key })),
});

test('passwords are in the Secret and nowhere else', () => {
  const objects = render({ password, sentinelPassword });
  const secret = secretOf(objects);
  expect(secret).toMatchObject({
    type: 'Opaque',
    data: { 'redis-password': password, 'sentinel-password': sentinelPassword },
    metadata: { annotations: { 'helm.sh/resource-policy': 'keep' } },
  });
  const name = 'demo-redis-sentinel';
  expect(secret?.metadata?.name).toBe(name);
  expect(sources(objects)).toEqual([mounted(name), mounted(name)]);
  const elsewhere = JSON.stringify(objects.filter(({ kind }) => kind !== 'Secret'));
  for (const each of [password, sentinelPassword])
    for (const form of [each, JSON.stringify(each), Buffer.from(each).toString('base64')])
      expect(elsewhere).not.toContain(form);
});

test('the pods restart when a password changes, and only then', () => {
  const [one, same, ...others] = [
    [password, sentinelPassword],
    [password, sentinelPassword],
    [password, 'changed'],
    ['changed', sentinelPassword],
    [sentinelPassword, password],
  ].map(([first = '', second = '']) =>
    checksums(render({ password: first, sentinelPassword: second })),
  );
  expect(one).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), one?.[0]]);
  expect(same).toEqual(one);
  expect(new Set([one, ...others].map((each) => each?.[0])).size).toBe(1 + others.length);
});

test('passwords that are not set are generated, the same for all objects of a rendering', () => {
  const all = helmMajors.flatMap((major) => {
    const objects = render({ sentinelPassword: '' }, major);
    const { 'redis-password': first = '', 'sentinel-password': second = '' } =
      secretOf(objects)?.data ?? {};
    // The pods have the checksum of the very passwords that are in the Secret.
    const set = render({ password: first, sentinelPassword: second }, major);
    expect(checksums(objects)).toEqual(checksums(set));
    return [first, second];
  });
  for (const each of all) expect(each).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(new Set(all).size).toBe(4);
});

test('an existing Secret takes precedence over passwords', () => {
  const objects = render({ existingSecret: 'mine', password, sentinelPassword });
  expect(secretOf(objects)).toBeUndefined();
  expect(sources(objects)).toEqual([mounted('mine'), mounted('mine')]);
  expect(JSON.stringify(objects)).not.toContain('battery');
});
