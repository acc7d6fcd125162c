import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const docker =
  "version: '2'\nservices:\n  web:\n    image: nginx:${TAG}\n    command: a $$b ${NOT}\n";
const rancher =
  "version: '2'\ncatalog:\n  version: 1.0.0\n  questions:\n  - {variable: TAG, default: '1.10'}\n" +
  'services:\n  web:\n    scale: 2\n    health_check: {port: 80}\n';
const version = { 'docker-compose.yml': docker, 'rancher-compose.yml': rancher };

const inVersion = (more: Readonly<Record<string, string | Uint8Array>> = {}) =>
  temporaryFolder(
    Object.fromEntries(
      Object.entries({ ...version, ...more }).map(([name, text]) => [`x/0/${name}`, text]),
    ),
  );

const launch = (folder: string, ...more: string[]) => runCli(folder, ['launch', 'x/0', ...more]);

describe('launch', () => {
  test('prints the services that Rancher would create', async () => {
    const { code, stdout, stderr } = await launch(inVersion());
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'Rancher would create 1 service:',
        '',
        'SERVICE  SCALE  HEALTH CHECK  IMAGE',
        'web      2      yes           nginx:1.10',
        '',
      ].join('\n'),
    );
    expect(stderr).toContain('the variable NOT is not set');
  });

  test('prints the verdict as JSON', async () => {
    const { code, stdout, stderr } = await launch(inVersion(), '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
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
    expect(parse(stdout)).toEqual({
      version: '2',
      services: {
        web: {
          image: 'nginx:1.10',
          command: ['a', '$b', 'c'],
          scale: 2,
          health_check: { port: 80 },
        },
      },
    });
  });

  test('takes answers of a file, and those of --set before them', async () => {
    const folder = inVersion({ '../../a.yml': 'TAG: 1.20\nNOT: yes\n' });
    const images = async (...more: string[]) =>
      /nginx:\S*/.exec((await launch(folder, ...more)).stdout)?.[0];
    expect(await images('--answers', 'a.yml')).toBe('nginx:1.20');
    expect(await images('--answers', 'a.yml', '--set', 'TAG=2')).toBe('nginx:2');
    expect(await images('--set', 'TAG=')).toBe('nginx:');
  });

  test('tells templates which version was there before', async () => {
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
    expect((await runCli(folder, ['launch', 'x/'])).stdout).toContain('two');
    expect((await runCli(join(folder, 'x'), ['launch', '.'])).stdout).toContain('two');
    expect((await runCli(join(folder, 'x/0'), ['launch', '.'])).stdout).toContain('one');
  });

  test.each([
    ['    nothing: 1\n', 'x/0/docker-compose.yml:6:5', 'Rancher refuses the launch'],
    ['    user: a$\n', 'x/0/docker-compose.yml:6:11', 'crashes'],
    ['  # {{ if }}\n', 'x/0/docker-compose.yml:6:5', 'missing value for if'],
    ['  # {{ range until 99999 }}{{ range until 99999 }}{{ end }}{{ end }}\n', ':6:', 'not end'],
    ['    a: &a [*a]\n', ':6:', ''],
  ])('shows the place of a refusal: %j', async (keys, place, words) => {
    const folder = inVersion({ 'docker-compose.yml': docker + keys });
    const { code, stdout, stderr } = await launch(folder);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(place);
    expect(stderr).toContain(words);
  });

  test.each([
    ['binary', new Uint8Array([0, 1, 2])],
    ['50 MB large', Buffer.alloc(50 * 1024 * 1024, '# x\n')],
  ])('refuses a file that is %s', async (_, content) => {
    const { code, stderr } = await launch(inVersion({ 'rancher-compose.yml': content }));
    expect(code).toBe(1);
    expect(stderr).toContain('x/0/rancher-compose.yml');
  });

  test('says that machines and projects are nothing to launch', async () => {
    const folder = temporaryFolder({ 'x/0/rancher-compose.yml': rancher });
    const { code, stderr } = await launch(folder);
    expect(code).toBe(1);
    expect(stderr).toContain('there is no docker-compose.yml');
  });

  test.each([
    ['a folder without compose files', ['launch', '.'], 'this folder is no template version'],
    ['no folder', ['launch', 'nowhere'], 'nowhere'],
    ['no answers', ['launch', 'x/0', '--answers', 'nowhere.yml'], 'nowhere.yml'],
  ])('could not look: %s', async (_, argv, words) => {
    const { code, stdout, stderr } = await runCli(inVersion(), argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  test('refuses answers that are no map of texts', async () => {
    const folder = inVersion({ '../../a.yml': 'TAG: [1]\n', '../../b.yml': '- 1\n' });
    for (const file of ['a.yml', 'b.yml']) {
      const { code, stderr } = await launch(folder, '--answers', file);
      expect({ file, code, named: stderr.includes(file) }).toEqual({ file, code: 1, named: true });
    }
  });

  test('will not print JSON and YAML at once', async () => {
    expect(await launch(inVersion(), '--json', '--yaml')).toMatchObject({ code: 2, stderr: '' });
  });
});
