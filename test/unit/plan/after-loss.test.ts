import { describe, expect, test } from 'vitest';
import {
  host,
  hosts,
  launchOf,
  load,
  ofService,
  planOf,
  serviceIs,
} from '../../support/placement/planned-stack.ts';

const recreate = { port: 80, strategy: 'recreate' };
const soft = (...names: string[]) => ({
  rules: { container_label_soft_ne: names.map(serviceIs).join(',') },
});

describe('what a drifted placement breaks is not stated', () => {
  test.for([
    ['of a service that excludes itself', { rules: { container_label_ne: serviceIs('a') } }, {}],
    ['of a service with a port', { ...soft('a'), ports: ['80:80'] }, {}],
    ['of a service that only avoids another one', soft('b'), {}],
    ['if the other service does not avoid it', soft('a', 'b'), {}],
    [
      'if the other one is global',
      soft('a', 'b'),
      { labels: { 'io.rancher.scheduler.global': 'true' } },
    ],
  ] as const)('%s', ([, a, b]) => {
    const launch = launchOf({
      a: { scale: 3, health_check: recreate, ...a },
      b: { scale: 1, health_check: recreate, ...b },
    });
    expect(ofService(planOf(launch, hosts(3)), 'a').drift).toBeUndefined();
  });

  test('if reservations keep containers apart', () => {
    const launch = launchOf({
      a: { scale: 3, health_check: recreate, ...soft('a'), mem_reservation: 600_000_000 },
    });
    const on = ['x', 'y', 'z'].map((name) => host(name, { memoryBytes: 1_000_000_000 }));
    expect(ofService(planOf(launch, on), 'a').drift).toBeUndefined();
  });
});

test('a replacement on a host without a wanted label stays there', () => {
  const launch = launchOf({
    a: { scale: 2, health_check: recreate, rules: { host_label_soft: 'disk=ssd' } },
  });
  const on = [host('ssd', { labels: { disk: 'ssd' } }), ...hosts(2)];
  expect(ofService(planOf(launch, on), 'a').drift).toBe(
    'a replacement on a host without disk=ssd stays there when others are back: the rule is soft, and Rancher moves no running container',
  );
});

describe('what follows a loss', () => {
  const a = (more: object, volumes = {}) =>
    launchOf({ a: { scale: 3, health_check: recreate, ...more } }, volumes);
  const afterLoss = (more: object, on: number, lose = 1, volumes = {}) =>
    ofService(planOf(a(more, volumes), hosts(on), { lose }), 'a').afterLoss;

  test('depends on what is left that checks a container', () => {
    expect(afterLoss({}, 3)).toMatchObject({
      isReplaced: true,
      words: expect.stringMatching(
        /^replaced .* 40 to 45 s after the loss; later if the scheduler was on a lost host\. What waits gets a host when one comes back; on a host that was only cut off, the old containers run on/,
      ) as unknown,
    });
    expect(afterLoss({}, 6, 3).words).toContain('unless all hosts that check them are lost');
    expect(afterLoss({}, 1)).toMatchObject({
      isReplaced: false,
      words: expect.stringMatching(/^not replaced: no host is left/) as unknown,
    });
  });

  test('is nothing without a quorum', () => {
    const quorum = (least: number) => ({
      health_check: {
        port: 80,
        strategy: 'recreateOnQuorum',
        recreate_on_quorum_strategy_config: { quorum: least },
      },
    });
    expect(afterLoss(quorum(2), 3)).toMatchObject({
      isReplaced: true,
      words: expect.stringContaining(
        'if at least 2 containers of it are healthy then, 40 to 45 s',
      ) as unknown,
    });
    expect(afterLoss(quorum(3), 3)).toMatchObject({
      isReplaced: false,
      words: expect.stringMatching(/^not replaced until the host is removed/) as unknown,
    });
  });

  test('is nothing for containers that share a volume of a host', () => {
    const more = { volumes: ['own:/own', 'shared:/shared'] };
    const volumes = { own: { driver: 'local', per_container: true }, shared: { driver: 'local' } };
    expect(afterLoss(more, 3, 1, volumes)).toMatchObject({
      isReplaced: false,
      words: expect.stringMatching(/^not replaced: the volume shared/) as unknown,
    });
    const { data } = ofService(planOf(a(more, volumes), hosts(3)), 'a');
    expect(data).toMatchObject({ survives: 'unknown' });
    expect(data.words).toMatch(/the volume own .*; the volume shared/);
  });
});

describe('the usual placement', () => {
  test('is not known if memory decides and is not known', () => {
    const launch = launchOf({ a: { scale: 2, mem_reservation: 100_000_000 } });
    const on = [host('x'), host('y', { containers: load(5) })];
    expect(ofService(planOf(launch, on), 'a').spread?.usual).toBeUndefined();
    const known = on.map((each) => ({ ...each, memoryBytes: 8e9 }));
    expect(ofService(planOf(launch, known), 'a').spread?.usual).toEqual({ best: 1, worst: 1 });
  });

  test('follows the requests of the containers in their order', () => {
    const launch = launchOf({
      web: { scale: 3, labels: { 'io.rancher.sidekicks': 'log' } },
      log: { mem_reservation: 100_000_000 },
    });
    const on = [
      host('big', { memoryBytes: 8e9, containers: load(3) }),
      host('small', { memoryBytes: 1e9 }),
    ];
    // Fewest containers first: small, small, big. By memory alone, all three would be on big.
    expect(ofService(planOf(launch, on), 'web').spread?.usual).toEqual({ best: 2, worst: 2 });
  });
});

test('ports on one of several addresses are not followed, so nothing is called impossible', () => {
  const launch = launchOf({
    x: { ports: ['8080:8080', '8081:8081'], depends_on: ['p', 'q'] },
    p: { ports: ['8081:8081'] },
    q: { ports: ['8080:8080'] },
  });
  const on = [host('h', { labels: { 'io.rancher.scheduler.ips': '10.0.0.1,10.0.0.2' } })];
  expect(ofService(planOf(launch, on), 'x').outcome).toBe('undecided');
});

test('rules in a circle count only if containers are not placed at the same instant', () => {
  const ne = (name: string) => ({ rules: { container_label_ne: serviceIs(name) } });
  const plan = planOf(launchOf({ a: ne('b'), b: ne('c'), c: ne('a') }), hosts(1));
  expect(plan.outcome).toBe('never');
  expect(plan.assumptions).toContainEqual(
    expect.stringMatching(/^a, b and c are not placed at the same instant/),
  );
  const same = { ports: ['80:80'] };
  const locked = planOf(
    launchOf({ a: { ...ne('b'), ...same }, b: { ...ne('a'), ...same } }),
    hosts(2),
  );
  expect(locked.assumptions.join()).not.toContain('same instant');
});

test('containers that a scale policy removes again are not lost', () => {
  const launch = launchOf({
    a: {
      scale_policy: { min: 1, max: 4, increment: 2 },
      rules: { container_label_ne: serviceIs('a') },
    },
  });
  const { losses } = planOf(launch, hosts(2), { lose: 2 });
  expect(losses.flatMap(({ services }) => services)).toEqual([
    expect.objectContaining({ name: 'a', lost: 1, of: 1 }),
  ]);
});

test('services that share a volume of one host and exclude each other never both run', () => {
  const apart = (other: string) => ({
    volumes: ['x:/x'],
    rules: { container_label_ne: serviceIs(other) },
  });
  const volumes = { x: { driver: 'local' } };
  const plan = planOf(launchOf({ a: apart('b'), b: apart('a') }, volumes), hosts(3));
  const words = 'a and b share the volume x (local), so they need one host, but exclude each other';
  expect(plan).toMatchObject({ outcome: 'never', reason: words });
  expect(ofService(plan, 'a').reason).toMatchObject({ kind: 'volume', words });
  const one = { volumes: ['x:/x'], rules: { container_label_ne: serviceIs('b') } };
  const open = planOf(launchOf({ a: one, b: { volumes: ['x:/x'] } }, volumes), hosts(3));
  expect(ofService(open, 'a').reason?.words).toBe(
    'it depends on the order: if b is placed first, the volume x (local) is on that host, and a cannot run there',
  );
});

test('what waits for a service with a scale policy waits until it has grown', () => {
  const a = { ports: ['8080:80'], scale_policy: { min: 1, max: 3, increment: 1 } };
  const launch = launchOf({ a, b: { ports: ['8080:80'], depends_on: ['a'] } });
  expect(ofService(planOf(launch, hosts(3)), 'b').outcome).toBe('never');
  expect(planOf(launch, hosts(4)).outcome).toBe('always');
});

test('volumes of a service that is not a sidekick are not counted, and a warning reports it', () => {
  const plan = planOf(launchOf({ a: { volumes_from: ['b'] }, b: {} }), hosts(2));
  expect(ofService(plan, 'a').warnings).toEqual([
    'it uses volumes or the network of b and is not a sidekick of it: Rancher needs both on one host, which this plan does not count',
  ]);
  expect(ofService(plan, 'b').warnings).toEqual([]);
});
