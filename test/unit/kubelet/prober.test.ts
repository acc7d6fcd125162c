import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Probe, Probes } from '../../support/kubernetes/kubelet/pod-spec.ts';
import { probeOnce, Prober, type Probed } from '../../support/kubernetes/kubelet/prober.ts';

const probe = (more: Partial<Probe> = {}): Probe => ({
  exec: { command: ['check'] },
  periodSeconds: 0.01,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
  ...more,
});

const on = (run: Probed['run']): Probed => ({ address: '127.0.0.1', ports: [], run });

/** Runs probes whose command gives these results, the last one forever. Returns what they made of it, in order. */
async function seen(probes: Probes, results: readonly boolean[]): Promise<readonly string[]> {
  const found: string[] = [];
  let count = 0;
  const prober: Prober = new Prober(
    probes,
    on(async () => {
      const result = results[Math.min(count, results.length - 1)] ?? false;
      count += 1;
      return result;
    }),
    ({ isStarted, isReady }) =>
      found.push([isStarted ? 'started' : 'starting', isReady ? 'ready' : 'unready'].join(' ')),
    (which) => found.push(`restart: ${which}`),
  );
  onTestFinished(() => prober.close());
  while (count < results.length + 6 && !found.some((word) => word.startsWith('restart')))
    await sleep(5);
  return found;
}

test('the others wait until the startup probe has succeeded', async () => {
  const probes = { startupProbe: probe(), readinessProbe: probe() };
  expect(await seen(probes, [false, false, true])).toEqual(['started unready', 'started ready']);
});

test('a startup probe that fails too often in a row restarts the container', async () => {
  expect(await seen({ startupProbe: probe() }, [false])).toEqual(['restart: startup']);
});

test('a liveness probe restarts the container after failures in a row only', async () => {
  const flapping = [false, false, true, false, false, true];
  expect(await seen({ livenessProbe: probe() }, flapping)).toEqual([]);
  expect(await seen({ livenessProbe: probe() }, [...flapping, false])).toEqual([
    'restart: liveness',
  ]);
});

test('readiness needs successes in a row to come, and failures in a row to go', async () => {
  const readinessProbe = probe({ successThreshold: 2, failureThreshold: 2 });
  expect(await seen({ readinessProbe }, [true, false, true, true, false, true, false])).toEqual([
    'started ready',
    'started unready',
  ]);
});

test('without probes, a container is ready at once', () => {
  const prober = new Prober(
    {},
    on(async () => false),
    () => {},
    () => {},
  );
  expect(prober.health).toEqual({ isStarted: true, isReady: true });
});

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('a probe connects to a port, which can have a name', async () => {
  const port = await portOf(createTcpServer((socket) => socket.destroy()));
  const named: Probed = { ...on(async () => false), ports: [{ name: 'x', containerPort: port }] };
  const { exec: _, ...rest } = probe();
  expect(await probeOnce({ ...rest, tcpSocket: { port: 'x' } }, named)).toBe(true);
  expect(await probeOnce({ ...rest, tcpSocket: { port: 1 } }, named)).toBe(false);
});

test('a probe by HTTP takes 200 to 399 for success', async () => {
  const port = await portOf(
    createServer((request, response) => {
      response.statusCode = Number(request.url?.slice(1));
      response.end();
    }),
  );
  const { exec: _, ...rest } = probe();
  const get = (path: string) =>
    probeOnce(
      { ...rest, httpGet: { port, path } },
      on(async () => false),
    );
  expect(await get('/204')).toBe(true);
  expect(await get('/302')).toBe(true);
  expect(await get('/404')).toBe(false);
});
