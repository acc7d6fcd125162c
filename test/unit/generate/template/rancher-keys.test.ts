import { expect, test } from 'vitest';
import { launchVersion } from '../../../../src/rancher/launch/launch-version.ts';
import type { YamlNode } from '../../../../src/source/yaml-node.ts';
import { versionFiles } from '../../../support/render.ts';
import { render } from './rendered.ts';

const docker = `version: '2'
services:
  lb:
    image: rancher/lb-service-haproxy:v0.9.6
    ports:
    - {{port}}:443/tcp
  app:
    image: app:{{tag}}
    secrets:
    - key
  data:
    image: data:{{word}}
    volumes:
    - data:/data
  everywhere:
    image: agent:1
    labels:
      io.rancher.scheduler.global: 'true'
  outside:
    image: rancher/external-service
{{#if cache}}
  cache:
    image: cache:1
{{/if}}
volumes:
  data:
    driver: {{word}}
    per_container: true
secrets:
  key:
    external: true
`;

const rancher = `version: '2'
{{catalog}}
services:
  lb:
    scale: 1
    lb_config:
      certs: [{{word}}]
      default_cert: {{word}}
      port_rules:
{{#each rules}}
      - source_port: 443
        protocol: https
        hostname: {{host}}
        path: /{{host}}
        priority: {{port}}
        service: app
        target_port: {{port}}
{{/each}}
      stickiness_policy:
        name: s
        cookie: c-{{word}}
        nocache: {{cache}}
      config: |
        defaults
        timeout client {{port}}
    health_check: {port: 42, interval: {{port}}, response_timeout: 2000, healthy_threshold: 2, unhealthy_threshold: 3}
  app:
    scale_policy:
      min: {{port}}
      max: 100
      increment: 1
    retain_ip: {{debug}}
    upgrade_strategy:
      start_first: {{cache}}
    drain_timeout_ms: {{port}}
    health_check:
      port: {{port}}
      request_line: GET /{{word}} HTTP/1.0
      interval: 2000
      response_timeout: 2000
      healthy_threshold: 2
      unhealthy_threshold: 3
      initializing_timeout: 60000
      reinitializing_timeout: 60000
      strategy: recreateOnQuorum
      recreate_on_quorum_strategy_config:
        quorum: {{port}}
    metadata:
      list: {{names}}
      nested:
        word: {{word}}
        cache: {{text cache}}
  data:
    scale: {{port}}
    storage_driver:
      name: driver-{{word}}
      scope: environment
  outside:
    external_ips: [10.0.0.1, {{word}}]
`;

const plain = (node: YamlNode | undefined): unknown => {
  if (node?.kind === 'scalar') return node.value;
  if (node?.kind === 'list') return node.items.map(plain);
  return Object.fromEntries(
    [...(node?.entries ?? [])].map(([key, { value }]) => [key, plain(value)]),
  );
};

const set = new Map(Object.entries({ word: 'w', port: '7', cache: 'true' }));

/** The services of an entry with these fixed answers; the others are answered at the launch. */
async function services(fixed: Parameters<typeof render>[1]) {
  const { files, faults } = await render(
    { 'docker-compose.yml': docker, 'rancher-compose.yml': rancher },
    fixed,
  );
  expect(faults).toEqual([]);
  const texts = new Map([...files].map(([name, { text }]) => [name, text]));
  const { verdict, error, config } = launchVersion(versionFiles(texts), { set });
  expect({ verdict, error }).toEqual({ verdict: 'accepted', error: null });
  return Object.fromEntries([...config].map(([name, node]) => [name, plain(node)]));
}

test('every key of rancher-compose.yml takes answers, fixed and asked', async () => {
  const fixed = await services({ word: 'w', port: 7, cache: true });
  const asked = await services({});
  expect(JSON.stringify(asked).replaceAll(/"(\d+)"/g, '$1')).toEqual(
    JSON.stringify(fixed).replaceAll(/"(\d+)"/g, '$1'),
  );
  expect(asked).toMatchObject({
    lb: {
      lb_config: {
        certs: ['w'],
        port_rules: [
          { hostname: 'h1', priority: 1 },
          { hostname: 'h2', priority: 2 },
        ],
        stickiness_policy: { cookie: 'c-w', nocache: true },
        config: 'defaults\ntimeout client 7\n',
      },
    },
    app: {
      retain_ip: true,
      upgrade_strategy: { start_first: true },
      health_check: { port: 7, recreate_on_quorum_strategy_config: { quorum: 7 } },
      metadata: { list: ['x', 'y $z'], nested: { word: 'w', cache: 'true' } },
    },
    data: { storage_driver: { name: 'driver-w' } },
    outside: { external_ips: ['10.0.0.1', 'w'] },
    cache: { image: 'cache:1' },
  });
});
