import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, runBundle } from '../support/bundle.ts';
import { echo } from '../support/echo-catalog.ts';
import { temporaryFolder } from '../support/run-cli.ts';

describe('the bundle', () => {
  test('generates from JSON on standard input', () => {
    const folder = temporaryFolder();
    const input = JSON.stringify({
      blueprint: 'redis-sentinel',
      name: 'from-json',
      version: '1.0.0',
    });
    const { code, stdout } = runBundle(folder, ['generate', '-a', '-'], { input });
    expect({ code, name: stdout.split(' ')[0] }).toEqual({ code: 0, name: 'from-json' });
    expect(existsSync(join(folder, 'build/image/from-json/Dockerfile'))).toBe(true);
  });

  test('compiles a schema that was not compiled at build time', () => {
    const folder = temporaryFolder({ 'answers.yml': 'blueprint: echo\nversion: 1.0.0\n' });
    expect(runBundle(folder, ['generate', '--blueprint', echo])).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  test('exports the recipe for ioredis, with its types', () => {
    const script =
      "import { recommendedOptions as of } from 'rancher-catalog/ioredis'; \
      console.log(of({ sentinels: [{ host: 'a', port: 1 }], masterName: 'm' }).commandTimeout)";
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { cwd: root, encoding: 'utf8' },
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '500\n' });
    const types = readFileSync(join(root, 'dist/ioredis.d.ts'), 'utf8');
    expect(types).toContain('export declare function recommendedClient(');
    expect(types).toContain('readonly confirmedWrite: (add: ');
    expect(types).not.toMatch(/from '\./);
  });

  test('prints its version and its commands', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(runBundle('.', ['--version']).stdout).toBe(`${version}\n`);
    const help = runBundle('.', ['--help']);
    expect(help.code).toBe(0);
    for (const word of ['generate', 'questions', 'completion']) expect(help.stdout).toContain(word);
    expect(runBundle('.', ['generate', '--help']).stdout).toContain('--set');
    const env = { ...process.env, SHELL: '/usr/bin/fish' };
    expect(runBundle('.', ['completion'], { env }).stdout).toContain('complete -c rancher-catalog');
    expect(runBundle('.', ['completion'], { env: { ...env, SHELL: '' } }).code).toBe(2);
  });
});
