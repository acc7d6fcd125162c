import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Container, Probe, Service } from 'kubernetes-types/core/v1.js';
import { describe, expect, test } from 'vitest';
import { allRenderings } from '../support/chart-renderings.ts';
import { chartOf, renderChart, statefulSets } from '../support/charts.ts';
import { environmentOf, onlyContainer } from '../support/pods.ts';
import { podSecurityFaults } from '../support/pod-security.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { image } from '../image/support/image-folder.ts';
import { shell } from '../image/support/shell.ts';

/** The role of the image that a rendered command starts. */
const roleOf = ({ command = [] }: Container) =>
  command[0] === '/redis-ha/start.sh' ? command[1] : 'slave';

const secondsOf = (probe: Probe | undefined) =>
  (probe?.periodSeconds ?? 10) * (probe?.failureThreshold ?? 3);

describe.for(allRenderings)('$blueprint $name', ({ blueprint, rendering }) => {
  const objects = () => renderChart(4, chartOf(blueprint), rendering);
  const sets = () => statefulSets(objects());

  test('the image accepts the environment', () => {
    const secret = join(temporaryFolder(), 'password');
    writeFileSync(secret, 'a password');
    for (const set of sets()) {
      const container = onlyContainer(set);
      const env = environmentOf(container);
      // The files of the mounted Secret, as far as the pod has them.
      const files = Object.fromEntries(
        ['redis_password_file', 'sentinel_password_file']
          .filter((name) => name in env)
          .map((name) => [name, secret]),
      );
      const keys = set.spec?.template.spec?.volumes?.find(
        ({ name }) => name === 'passwords',
      )?.secret;
      expect(Object.keys(files).map((name) => env[name])).toEqual(
        keys?.items?.map(({ path }) => `/run/passwords/${path}`),
      );
      const load = `role=${roleOf(container)}; for part in ${image}/lib/cluster/*.sh; do . "$part"; done`;
      const { status, error } = shell(`${load}; read_environment`, { ...env, ...files });
      expect({ status, error }).toEqual({ status: 0, error: '' });
    }
  });

  test('probes wait longer than a start, and the grace period is longer than a stop', () => {
    for (const set of sets()) {
      const container = onlyContainer(set);
      const { start_timeout_s, stop_timeout_s = '9' } = environmentOf(container);
      const startS = Number(start_timeout_s);
      expect(startS).toBe(300);
      expect(secondsOf(container.startupProbe)).toBeGreaterThan(startS);
      expect(secondsOf(container.livenessProbe)).toBeGreaterThan(startS);
      expect(set.spec?.template.spec?.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(
        Number(stop_timeout_s) + 5,
      );
      expect(container).not.toHaveProperty('lifecycle');
    }
  });

  test('pods are restricted, except for what the host network needs', () => {
    for (const { spec } of sets()) {
      const container = spec?.template.spec?.containers[0];
      const ports = container?.ports ?? [];
      expect(spec && podSecurityFaults(spec.template)).toEqual(
        spec?.template.spec?.hostNetwork
          ? {
              'host-namespaces': ['hostNetwork is true'],
              'host-ports': ports.map(
                ({ containerPort }, index) =>
                  `containers[0].ports[${index}].hostPort is ${containerPort}`,
              ),
            }
          : {},
      );
      expect(container?.securityContext).toMatchObject({ readOnlyRootFilesystem: true });
    }
  });

  test('ports have a protocol', () => {
    const ports = [...JSON.stringify(objects()).matchAll(/"(?:container)?[pP]ort":[^}]*\}/g)];
    expect(ports.length).toBeGreaterThan(2);
    for (const [port] of ports) expect(port).toMatch(/"protocol":"(TCP|UDP)"/);
  });

  test('selectors find the pods of one set', () => {
    const pods = sets().map(({ metadata, spec }) => ({
      set: metadata?.name,
      labels: spec?.template.metadata?.labels ?? {},
    }));
    const foundBy = (selector: Readonly<Record<string, string>> = {}) =>
      pods
        .filter(({ labels }) =>
          Object.entries(selector).every(([key, value]) => labels[key] === value),
        )
        .map(({ set }) => set);
    for (const { metadata, spec } of sets()) {
      expect(foundBy(spec?.selector.matchLabels)).toEqual([metadata?.name]);
      const service = objects().find(
        (each) => each.kind === 'Service' && each.metadata.name === spec?.serviceName,
      ) as Service | undefined;
      expect(service?.spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
      expect(foundBy(service?.spec?.selector)).toEqual([metadata?.name]);
    }
    const budgets = objects().filter(({ kind }) => kind === 'PodDisruptionBudget') as unknown[];
    expect(
      (budgets as { spec: { selector: { matchLabels: Record<string, string> } } }[]).map(
        ({ spec }) => foundBy(spec.selector.matchLabels),
      ),
    ).toEqual(pods.map(({ set }) => [set]));
  });

  test('names and labels are valid', () => {
    const labelValue = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;
    const text = JSON.stringify(objects());
    for (const { metadata } of objects())
      expect(metadata.name).toMatch(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);
    // Pods have a label of the name of their set, a dash and a revision of up to ten characters.
    for (const { metadata } of sets())
      expect(metadata?.name).toEqual(expect.stringMatching(/^.{1,52}$/));
    for (const [, labels = ''] of text.matchAll(/"(?:matchLabels|labels|selector)":(\{"[^{}]*\})/g))
      for (const value of Object.values(JSON.parse(labels) as Record<string, unknown>))
        expect(value).toEqual(expect.stringMatching(labelValue));
  });
});
