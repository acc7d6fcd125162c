import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { docker, inVersion, launch } from './launch-version.ts';

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
