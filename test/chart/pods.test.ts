import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chartRenderings } from '../support/chart-renderings.ts';
import { chartOf, renderChart, statefulSets } from '../support/charts.ts';
import { environmentOf, onlyContainer } from '../support/pods.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const chart = chartOf('redis-sentinel');

const digest = `sha256:${'0'.repeat(64)}`;

function objectsOf(name: string) {
  const rendering = chartRenderings['redis-sentinel'][name];
  if (!rendering) throw new Error(`no rendering ${name}`);
  return renderChart(4, chart, rendering);
}

describe('the pods of redis-sentinel', () => {
  test('pod 0 is the first master', () => {
    const [redis] = statefulSets(objectsOf('default'));
    const [program = '', ...args] = (redis && onlyContainer(redis).command) ?? [];
    const environment = (pod: string) => redis && environmentOf(onlyContainer(redis), pod);
    const roleOf = (pod: string) =>
      spawnSync(
        program,
        args.map((each) => each.replace('/redis-ha/start.sh', 'echo')),
        {
          env: { PATH: process.env.PATH, ...environment(pod), HOSTNAME: 'node-0' },
          encoding: 'utf8',
        },
      ).stdout;
    expect(['demo-0', 'demo-1', 'demo-10', 'demo-0-2'].map(roleOf)).toEqual(
      ['master', 'slave', 'slave', 'slave'].map((role) => `${role}\n`),
    );
  });

  test.for([
    [{}, 'redis-sentinel:1.0.0'],
    [{ image: { repository: 'library/redis', tag: '' } }, 'library/redis'],
    [
      { image: { tag: '1.0.0', digest }, global: { systemDefaultRegistry: 'a.io' } },
      `a.io/redis-sentinel:1.0.0@${digest}`,
    ],
    [
      {
        image: { repository: 'team/redis' },
        global: {
          systemDefaultRegistry: 'old.io',
          cattle: { systemDefaultRegistry: 'new.io:5000/' },
        },
      },
      'new.io:5000/team/redis:1.0.0',
    ],
    ...['quay.io/redis', 'registry:5000/redis', 'localhost/redis'].map(
      (repository) =>
        [
          { image: { repository }, global: { cattle: { systemDefaultRegistry: 'a.io' } } },
          `${repository}:1.0.0`,
        ] as const,
    ),
  ] as const)('%j run the image %s', ([values, image]) => {
    const auth = { existingSecret: 'passwords' };
    const sets = statefulSets(renderChart(4, chart, { values: { auth, ...values } }));
    expect(sets.map((set) => onlyContainer(set).image)).toEqual([image, image]);
  });

  test('pods with a hard spread keep away only those that have it as well', () => {
    const [hard, soft, host] = ['default', 'with a soft spread', 'on the host network'].map(
      (name) =>
        statefulSets(objectsOf(name)).map(({ spec }) => ({
          labels: spec?.template.metadata?.labels,
          ...spec?.template.spec?.affinity?.podAntiAffinity,
        })),
    );
    const required = (labels = {}) => ({
      labels,
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } },
      ],
    });
    const preferred = (labels = {}) => ({
      labels,
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: { matchLabels: labels },
          },
        },
      ],
    });
    expect(soft).toEqual(soft?.map(({ labels }) => preferred(labels)));
    expect(hard).toEqual([
      soft?.[0],
      required({ ...soft?.[1]?.labels, 'redis-sentinel/spread': 'hard' }),
    ]);
    expect(host).toEqual(
      soft?.map(({ labels }) => required({ ...labels, 'redis-sentinel/spread': 'hard' })),
    );
  });

  test('releases whose names differ after the part that fits have different names', () => {
    const release = 'the-same-forty-characters-at-the-beginning';
    const names = ['a', 'b'].flatMap((end) =>
      renderChart(4, chart, {
        release: `${release}-${end}`,
        values: { auth: { existingSecret: 'a' } },
      })
        .filter(({ kind }) => kind === 'StatefulSet')
        .map(({ metadata }) => metadata.name),
    );
    expect(new Set(names).size).toBe(4);
  });

  test('objects have the name of the chart, which an answers file chooses', () => {
    const folder = temporaryFolder();
    cpSync(chart, folder, { recursive: true });
    const file = join(folder, 'Chart.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/^name: .*/m, 'name: sessions'));
    const namesOf = (release: string) =>
      renderChart(4, folder, { release, values: { auth: { existingSecret: 'a' } } })
        .filter(({ kind }) => kind === 'StatefulSet')
        .map(({ metadata }) => metadata.name);
    expect(namesOf('demo')).toEqual(['demo-sessions', 'demo-sessions-sentinel']);
    expect(namesOf('shop-sessions')).toEqual(['shop-sessions', 'shop-sessions-sentinel']);
  });
});
