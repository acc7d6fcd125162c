import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { helmMajors, type HelmRun } from '../support/helm.ts';
import { useCluster, type Component, type Namespace } from '../support/kubernetes/cluster.ts';
import { inventory } from '../support/kubernetes/inventory.ts';
import {
  isReady,
  nodesOf,
  type Claim,
  type Endpoints,
  type Secret,
} from '../support/kubernetes/objects.ts';
import { done } from '../support/kubernetes/rancher-helm.ts';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';
import { until } from '../support/kubernetes/until.ts';

const cluster = useCluster();
const chart = await generatedChart('redis-sentinel');
const components: readonly Component[] = ['redis', 'sentinel'];

const made = (release: string): readonly string[] => {
  const name = `${release}-redis-sentinel`;
  const both = [name, `${name}-sentinel`];
  return [
    ...both.map((each) => `endpoints/${each}`),
    `networkpolicies/${name}`,
    ...both.map((each) => `poddisruptionbudgets/${each}`),
    `secrets/${name}`,
    `serviceaccounts/${name}`,
    ...both.map((each) => `services/${each}`),
    ...both.map((each) => `statefulsets/${each}`),
  ];
};

const claimsOf = (release: string): readonly string[] =>
  [`data-${release}-redis-sentinel`, `data-${release}-redis-sentinel-sentinel`].flatMap((set) =>
    [0, 1, 2].map((ordinal) => `persistentvolumeclaims/${set}-${ordinal}`),
  );

/** Without the remark of helm 4 about an argument that Rancher gives. */
const warnings = ({ stderr }: HelmRun): string =>
  stderr.replace(/^.*--wait=true is deprecated.*\n/, '');

describe.each(helmMajors)('releases that helm %i installs as Rancher does', (major) => {
  let namespace: Namespace;
  let run: HelmRun;

  beforeAll(async () => {
    namespace = await cluster.namespace();
    run = await namespace.helm(major).install('cache', chart);
  });

  const passwordsOf = async (release: string) =>
    (await cluster.api.get<Secret>(namespace.path('secrets', `${release}-redis-sentinel`))).data;

  it('are deployed, and the API server warns of nothing', () => {
    expect(warnings(run)).toBe('');
    expect(run.stdout).toContain('STATUS: deployed');
    expect(run.status).toBe(0);
  });

  it('consist of exactly these objects', async () => {
    const all = await inventory(namespace);
    expect(all.filter((each) => !each.startsWith('pods/'))).toEqual(
      [...made('cache'), ...claimsOf('cache')].toSorted(),
    );
  });

  it.each(components)('have one Ready pod of %s on each node', async (component) => {
    const pods = await namespace.pods('cache', component);
    expect(nodesOf(pods)).toEqual(['node-1', 'node-2', 'node-3']);
    expect(pods.filter(isReady)).toHaveLength(3);
  });

  it('have a volume of the asked size for each pod', async () => {
    const claims = await namespace.list<Claim>('persistentvolumeclaims');
    const sizes = claims.map(({ spec, status }) => [spec.resources.requests.storage, status.phase]);
    const three = <T>(item: T): T[] => [item, item, item];
    expect(sizes).toEqual([...three(['8Gi', 'Bound']), ...three(['100Mi', 'Bound'])]);
  });

  it('keep generated passwords out of the values and the manifest of pods', async () => {
    const helm = namespace.helm(major);
    const passwords = Object.values((await passwordsOf('cache')) ?? {}).map((each) =>
      Buffer.from(each, 'base64').toString(),
    );
    expect(passwords.map((each) => each.length)).toEqual([32, 32]);
    const values = await helm.run(['get', 'values', '--all', 'cache']);
    const pods = JSON.stringify(await namespace.list('pods'));
    for (const password of passwords) {
      expect(values.stdout).not.toContain(password);
      expect(pods).not.toContain(password);
    }
  });

  it('have notes whose commands print the passwords', async () => {
    const { stdout } = await done(namespace.helm(major).run(['get', 'notes', 'cache']));
    const commands = stdout.split('\n').filter((line) => line.includes('kubectl get secret'));
    const printed = commands.map((command) => {
      const options = { encoding: 'utf8', env: cluster.env } as const;
      return spawnSync('sh', ['-c', command], options).stdout;
    });
    expect(printed).toEqual(
      Object.values((await passwordsOf('cache')) ?? {}).map((each) =>
        Buffer.from(each, 'base64').toString(),
      ),
    );
  });

  describe('beside another in the same namespace', () => {
    beforeAll(async () => {
      await done(
        namespace.helm(major).install('queue', chart, {
          networkPolicy: { allowExternal: false },
        }),
      );
    });

    it.each(['cache', 'queue'])('have names that lead to the pods of %s only', async (release) => {
      for (const component of components) {
        const pods = await namespace.pods(release, component);
        const name = (await namespace.statefulSet(release, component)).metadata.name;
        const { subsets = [] } = await cluster.api.get<Endpoints>(
          namespace.path('endpoints', name),
        );
        const addresses = subsets.flatMap(({ addresses: each = [] }) => each.map(({ ip }) => ip));
        expect(addresses.toSorted()).toEqual(pods.map((pod) => pod.status.podIP ?? '').toSorted());
      }
    });

    it('have budgets that count three pods each', async () => {
      const budgets = await until('budgets are counted', async () => {
        const all = await namespace.list<{
          readonly metadata: Claim['metadata'];
          readonly status: { readonly expectedPods: number; readonly currentHealthy: number };
        }>('policy/v1beta1/poddisruptionbudgets');
        return all.every(({ status }) => status.currentHealthy === 3) && all;
      });
      expect(budgets.map(({ status }) => status.expectedPods)).toEqual([3, 3, 3, 3]);
    });

    it('have different generated passwords', async () => {
      expect(await passwordsOf('queue')).not.toEqual(await passwordsOf('cache'));
    });
  });

  it('leave the volumes and the passwords when they are deleted, and continue with both', async () => {
    const helm = namespace.helm(major);
    const before = await passwordsOf('cache');
    for (const release of ['queue', 'cache']) {
      await done(helm.uninstall(release));
    }
    const left = [...claimsOf('cache'), ...claimsOf('queue')];
    const kept = ['secrets/cache-redis-sentinel', 'secrets/queue-redis-sentinel'];
    await until('all pods have ended', async () => (await namespace.names('pods')).length === 0);
    await until(
      'endpoints are gone',
      async () => (await namespace.names('endpoints')).length === 0,
    );
    expect(await inventory(namespace)).toEqual([...left, ...kept].toSorted());

    await done(helm.install('cache', chart));
    expect(await passwordsOf('cache')).toEqual(before);
    expect(await inventory(namespace)).toEqual(expect.arrayContaining([...made('cache'), ...left]));
    expect((await namespace.names('persistentvolumeclaims')).length).toBe(left.length);
  });
});
