import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StackPlan } from '../../src/plan/stack-plan.ts';
import { refusal, run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { redis, template } from './planned-template.ts';

/** One service can take the only host of the other. */
const unsure = {
  'x/0/docker-compose.yml': `version: '2'
services:
  one:
    image: nginx:1.27
    ports: ['80:80']
    labels:
      io.rancher.scheduler.affinity:host_label: disk=ssd
  other:
    image: nginx:1.27
    ports: ['80:80']
`,
  'hosts.yml': 'hosts:\n- name: a\n  labels: {disk: ssd}\n- name: b\n- name: c\n  ports: [80]\n',
};

async function planned(folder: string, ...argv: string[]) {
  const { stdout } = await runCli(folder, ['plan', ...argv, '--json']);
  const { plan } = JSON.parse(stdout) as { plan: StackPlan & { stack: string } };
  return plan;
}

describe('plan', () => {
  test.for([
    ['1', 1, 'never'],
    ['2', 1, 'never'],
    ['3', 0, 'always'],
    ['5', 0, 'always'],
    ['100000', 0, 'always'],
  ] as const)('of redis-sentinel on %s hosts exits with %d: %s', async ([hosts, code, outcome]) => {
    const folder = temporaryFolder({ 'answers.yml': redis });
    const ran = await run(folder, ['plan', '--hosts', hosts]);
    expect(ran).toMatchObject({
      code,
      found: code === 0 ? [] : ['answers.yml plan-never'],
    });
    expect(await planned(folder, '--hosts', hosts)).toMatchObject({ outcome });
  });

  test('shows what a rule on the order costs, and fails only if that is required', async () => {
    const folder = temporaryFolder(unsure);
    const argv = ['plan', 'x/0', '--hosts', 'hosts.yml'];
    expect(await run(folder, argv)).toMatchObject({ code: 0, found: [] });
    expect(await run(folder, [...argv, '--require', 'can'])).toMatchObject({ code: 0, found: [] });
    expect(await run(folder, [...argv, '--require', 'always'])).toMatchObject({
      code: 1,
      found: ['x/0/docker-compose.yml:3:3 plan-unsure'],
    });
  });

  test('of two lost hosts', async () => {
    const folder = temporaryFolder({ 'redis.yml': redis });
    const argv = ['plan', 'redis.yml', '--hosts', '5', '--lose', '2'];
    expect(await run(folder, argv)).toMatchObject({ code: 0, found: [] });
    expect((await planned(folder, ...argv.slice(1))).promises).toMatchObject([
      { name: 'failover possible', outcome: 'broken', atLeast: 2, left: 1 },
      { name: 'writes possible', outcome: 'broken', atLeast: 2, left: 1 },
      { name: 'data kept', outcome: 'kept', atLeast: 1, left: 1 },
    ]);
  });

  test.for([40, 60, 200])('fits %d columns', async (width) => {
    const folder = temporaryFolder({ 'answers.yml': redis });
    const { stdout } = await runCli(folder, ['plan', '--hosts', '4'], { width });
    const lines = stdout.split('\n');
    expect(lines.filter((line) => line.length > width)).toEqual([]);
    expect(stdout.endsWith('\n')).toBe(true);
    expect(lines.filter((line) => line.endsWith(' '))).toEqual([]);
  });
});

describe('plan takes', () => {
  const wanted = async (folder: string, ...argv: string[]) => {
    const plan = await planned(folder, ...argv, '--hosts', '9');
    return `${plan.stack}: ${plan.services.map(({ name, wanted: count }) => `${name} ${count}`).join()}`;
  };
  const folder = () =>
    temporaryFolder({
      ...template,
      'redis.yml': redis,
      'count.yml': 'count: 4\n',
      'empty/x': '',
      'entry/answers.yml': redis,
    });
  const three = 'redis-sentinel: redis-master 1,redis-slaves 2,redis-sentinels 3';

  test('a version, or a template, and the answers of its questions', async () => {
    const here = folder();
    expect(await wanted(here, 'x/0')).toBe('x: web 2');
    expect(await wanted(here, 'x')).toBe('x: web 2');
    expect(await wanted(here, 'x', '--set', 'count=3')).toBe('x: web 3');
    expect(await wanted(here, 'x', '-a', 'count.yml')).toBe('x: web 4');
    expect(await wanted(join(here, 'x/0'))).toBe('x: web 2');
    expect(await wanted(join(here, 'x'), '-a', '../count.yml', '--stack', 'Mine')).toBe(
      'Mine: web 4',
    );
  });

  test('an answers file of an entry, which is not written', async () => {
    const here = folder();
    expect(await wanted(here, '--answers', 'redis.yml')).toBe(three);
    expect(await wanted(here, 'redis.yml', '--set', 'sentinels=5')).toBe(
      three.replace('sentinels 3', 'sentinels 5'),
    );
    expect(await wanted(join(here, 'entry'))).toBe(three);
  });

  test('the same promises from a catalog as from the answers file', async () => {
    const here = folder();
    await runCli(here, ['generate', '-a', 'redis.yml', '--set', 'quorum=2']);
    const more = ['--hosts', '2', '--set', 'sentinels=5'] as const;
    const ofCatalog = await planned(here, 'build/catalog/templates/redis-sentinel', ...more);
    const ofAnswers = await planned(here, 'redis.yml', ...more, '--set', 'quorum=2');
    expect(ofCatalog).toEqual(ofAnswers);
    expect(ofCatalog.promises.map(({ atLeast }) => atLeast)).toEqual([3, 2, 1]);
  });

  test('the name of the stack for rules that have it', async () => {
    const here = temporaryFolder({
      ...template,
      'hosts.yml': `hosts:
- name: a
  containers: [{labels: {io.rancher.stack_service.name: shop/web}}]
- name: b
`,
    });
    const outcome = async (stack: string) =>
      (await planned(here, 'x', '--hosts', 'hosts.yml', '--stack', stack)).outcome;
    expect(await outcome('shop')).toBe('never');
    expect(await outcome('other')).toBe('always');
  });
});

test('plan --svg writes a picture, replaces it, and follows no link', async () => {
  const folder = temporaryFolder({ 'answers.yml': redis, 'other.svg': '<svg/>' });
  const argv = ['plan', '--hosts', '2', '--svg', 'a.svg'];
  expect(await runCli(folder, argv)).toMatchObject({ code: 1 });
  const picture = readFileSync(join(folder, 'a.svg'), 'utf8');
  expect(picture).toContain('<title id="plan-title">Placement of the stack redis-sentinel</title>');
  expect(await runCli(folder, [...argv, '--hosts=3'])).toMatchObject({ code: 2 });
  expect(await runCli(folder, ['plan', '--hosts', '3', '--svg', 'a.svg'])).toMatchObject({
    code: 0,
  });
  expect(readFileSync(join(folder, 'a.svg'), 'utf8')).not.toBe(picture);
  symlinkSync('a.svg', join(folder, 'link.svg'));
  expect(await refusal(folder, ['plan', '--hosts', '3', '--svg', 'link.svg'])).toEqual({
    code: 2,
    found: ['link.svg file-exists'],
  });
});
