import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { docker, inVersion, launch, rancher } from './launch-version.ts';

describe('launch', () => {
  test('prints the services that Rancher would create', async () => {
    expect(await run(inVersion(), ['launch', 'x/0'])).toMatchObject({
      code: 0,
      found: ['x/0 launch-variable (warning)'],
    });
  });

  test('prints the verdict as JSON', async () => {
    const { code, stdout, stderr } = await launch(inVersion(), '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      verdict: 'accepted',
      stage: null,
      error: null,
      undefinedVariables: ['NOT'],
      services: { web: { image: 'nginx:1.10', scale: 2, hc: true } },
      apiErrors: [],
      answers: { TAG: '1.10' },
    });
  });

  test('prints the services as YAML', async () => {
    const { code, stdout } = await launch(inVersion(), '--yaml', '--set', 'NOT=c');
    expect(code).toBe(0);
    const command = ['a', '$b', 'c'];
    const web = { image: 'nginx:1.10', command, scale: 2, health_check: { port: 80 } };
    expect(parse(stdout)).toEqual({ version: '2', services: { web } });
  });

  test('reads answers from a file; --set takes precedence', async () => {
    const folder = inVersion({ '../../a.yml': 'TAG: 1.20\nNOT: yes\n' });
    const images = async (...more: string[]) =>
      /nginx:\S*/.exec((await launch(folder, ...more)).stdout)?.[0];
    expect(await images('--answers', 'a.yml')).toBe('nginx:1.20');
    expect(await images('--answers', 'a.yml', '--set', 'TAG=2')).toBe('nginx:2');
    expect(await images('--set', 'TAG=')).toBe('nginx:');
  });

  test('passes the previous version to templates', async () => {
    const text = `${docker}    # {{ .Release.PreviousVersion }}\n    user: "{{ .Stack.PreviousVersion }}"\n`;
    const folder = inVersion({ 'docker-compose.yml.tpl': text });
    const { stdout } = await launch(folder, '--release-previous', '0.9.0', '--yaml');
    expect(parse(stdout)).toMatchObject({ services: { web: { user: '0.9.0' } } });
  });

  test('launches the default version of a template', async () => {
    const folder = temporaryFolder({
      'x/config.yml': 'name: x\nversion: 1.1.0\n',
      'x/0/docker-compose.yml': 'a: {image: one}\n',
      'x/0/rancher-compose.yml': '.catalog: {version: 1.0.0}\n',
      'x/1/docker-compose.yml': 'a: {image: two}\n',
      'x/1/rancher-compose.yml': '.catalog: {version: 1.1.0}\n',
    });
    const { stdout } = await run(folder, ['launch', 'x/']);
    expect(stdout).toMatch(/ x\/1:[^]* two/);
    expect((await runCli(join(folder, 'x'), ['launch', '.'])).stdout).toContain('two');
    expect((await runCli(join(folder, 'x/0'), ['launch', '.'])).stdout).toContain('one');
  });
});

describe('launch shows what Rancher does', () => {
  test.each([
    ['a service without an image', '  other:\n    scale: 1\n', 'image: Image is required'],
    ['a name with an underscore', '  my_web:\n    image: a\n', 'a name consists of'],
    [
      'a sidekick that does not exist',
      '  b:\n    image: a\n    labels: {io.rancher.sidekicks: c}\n',
      'c',
    ],
  ])('%s fails', async (_, service, words) => {
    const folder = inVersion({ 'docker-compose.yml': docker + service });
    const { code, stdout, stderr } = await run(folder, ['launch', 'x/0', '--set', 'NOT=c']);
    expect(code).toBe(1);
    expect(stdout).not.toContain('would create');
    expect(stdout + stderr).toContain(words);
  });

  test('a choice that removes the service of a health check fails', async () => {
    const text = `version: '2'\nservices:\n  one: {image: a}\n{{- if eq .Values.two "true" }}\n  two: {image: b}\n{{- end }}\n`;
    const questions = `version: '2'\ncatalog:\n  version: 1.0.0\n  questions:\n  - {variable: two, type: boolean, default: true}\nservices:\n  two:\n    health_check: {port: 80}\n`;
    const files = { 'docker-compose.yml': text, 'rancher-compose.yml': questions };
    expect(await run(inVersion(files), ['launch', 'x/0'])).toMatchObject({ code: 0, found: [] });
    expect(await run(inVersion(files), ['launch', 'x/0', '--set', 'two=false'])).toMatchObject({
      code: 1,
      found: ['x/0 launch-api'],
    });
  });

  test('sidekicks are below their service, and a global service has no scale', async () => {
    const text = `version: '2'\nservices:\n  logs: {image: l}\n  web:\n    image: w\n    labels: {io.rancher.sidekicks: "logs, data"}\n  data: {image: d}\n  all:\n    image: a\n    labels: {io.rancher.scheduler.global: 'true'}\n`;
    const folder = inVersion({ 'docker-compose.yml': text });
    const { code, stdout } = await run(folder, ['launch', 'x/0', '--set', 'NOT=c']);
    expect(code).toBe(0);
    expect(stdout).toContain('2 services with 2 sidekicks');
    const rows = stdout.split('\n').map((line) => line.split(/\s{2,}/));
    expect(rows.slice(3, 7)).toEqual([
      ['web', '2', 'yes', 'w'],
      ['+ logs', 'sidekick', 'no', 'l'],
      ['+ data', 'sidekick', 'no', 'd'],
      ['all', 'global', 'no', 'a'],
    ]);
  });

  test('the values of --yaml are those that Rancher has', async () => {
    const more = `    description: The page
    stop_grace_period: 1m30s
    mem_limit: 1.5g
    secrets: [a, {source: b, mode: 0400, nothing: 1}, {source: c, mode: '0444'}]
    upgrade_strategy: {start_first: false, batch_size: 2}
`;
    const balancer = `    lb_config:\n      port_rules: [{source_port: '80', protocoll: http, path: ''}]\n`;
    const checked = rancher.replace('{port: 80}', '{port: "80", healthy_thresold: 2}');
    const folder = inVersion({
      'docker-compose.yml': docker + more,
      'rancher-compose.yml': checked + balancer,
    });
    const { stdout } = await launch(folder, '--yaml', '--set', 'NOT=c');
    const { web } = (parse(stdout) as { services: { web: Record<string, unknown> } }).services;
    expect(web).toEqual({
      image: 'nginx:1.10',
      command: ['a', '$b', 'c'],
      scale: 2,
      health_check: { port: 80 },
      lb_config: { port_rules: [{ source_port: 80 }] },
      description: 'The page',
      stop_grace_period: 90,
      mem_limit: 1_610_612_736,
      secrets: [
        { source: 'a', target: 'a' },
        { source: 'b', mode: '256' },
        { source: 'c', mode: '0444' },
      ],
      upgrade_strategy: { batch_size: 2 },
    });
  });

  test('an answer that makes no difference is named', async () => {
    const folder = inVersion({ 'answers.yml': 'TAG: "1"\nNOT: c\nTAAG: "2"\n' });
    const argv = ['launch', 'x/0', '-a', 'x/0/answers.yml', '--set', 'other=1'];
    const { code, found, stderr } = await run(folder, argv);
    expect({ code, found }).toEqual({
      code: 0,
      found: ['x/0 launch-unknown (warning)', 'x/0 launch-unknown (warning)'],
    });
    expect(stderr).toContain('did you mean TAG?');
  });

  test('a question that must be answered is named, with what stands for the answer', async () => {
    const questions = `version: '2'\ncatalog:\n  version: 1.0.0\n  questions:\n  - {variable: TAG, required: true}\n`;
    const folder = inVersion({ 'rancher-compose.yml': questions });
    expect(await run(folder, ['launch', 'x/0', '--set', 'NOT=c'])).toMatchObject({
      code: 0,
      found: ['x/0 launch-unanswered (warning)'],
    });
    expect(await run(folder, ['launch', 'x/0', '--set', 'NOT=c', '--set', 'TAG=1'])).toMatchObject({
      code: 0,
      found: [],
    });
  });
});
