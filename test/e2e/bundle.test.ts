import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/command-list.ts';
import { entryCommands } from '../../src/entry-commands.ts';
import { root, runBundle } from '../support/bundle.ts';
import { echo } from '../support/echo-catalog.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

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

  test.for(commands.map(({ name }) => name))('has the command %s', (name) => {
    const { code, stdout, stderr } = runBundle('.', [name, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`rancher-catalog ${name}`);
  });

  test('has the commands that make entries in a smaller program too', () => {
    expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining([...entryCommands]));
    const [small, whole] = ['entries', 'program'].map((name) =>
      readFileSync(join(root, `dist/${name}.cjs`), 'utf8'),
    );
    const others = commands.filter(
      ({ name }) =>
        !entryCommands.has(name) && small?.includes(`${name}.ts is in program.cjs only`),
    );
    expect(others).not.toEqual([]);
    expect(whole).not.toContain('is in program.cjs only');
  });

  test('finds all faults of a schema, as the source does, which compiles what the bundle has compiled', async () => {
    const folder = temporaryFolder({
      'answers.yml': 'blueprint: ./echo\nname: echo\nversion: 1.0.0\n',
    });
    cpSync(echo, join(folder, 'echo'), { recursive: true });
    const text = { title: 'A text', description: 'Any text.', default: 'a' };
    const properties = {
      tall: { ...text, type: 'string', minLength: 'two', maxLength: -1 },
      wide: { ...text, type: 'string', pattern: '(' },
      wider: { ...text, title: 'The same fault', type: 'string', pattern: '(' },
      many: { ...text, type: 'string', enum: ['a', 'a'], required: 'yes' },
      odd: { ...text, type: 'words' },
      far: { ...text, type: 'string', format: 'far' },
      loose: { ...text, minimum: 2 },
      good: { ...text, type: 'string' },
      better: { ...text, title: 'As good', type: 'string' },
    };
    const schema = { type: 'object', additionalProperties: false, properties };
    writeFileSync(join(folder, 'echo/answers.schema.json'), JSON.stringify(schema, undefined, 2));
    const argv = ['generate', '-a', 'answers.yml'];
    const bundled = runBundle(folder, argv);
    expect(bundled).toEqual(await runCli(folder, argv));
    expect(bundled.code).toBe(1);
    for (const fault of ['"minLength": "two"', '"maxLength": -1', '"yes"', '"words"', '"far"'])
      expect(bundled.stderr).toContain(fault);
    expect(bundled.stderr.split('"pattern": "("')).toHaveLength(3);
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
