import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { starterKinds } from '../../src/files/starters.ts';
import { terminalPrompt } from '../../src/terminal/prompt.ts';
import { refusal, run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const read = (...path: string[]) => readFileSync(join(...path), 'utf8');

/** The commands that a run of `blueprint new` prints, without the name of the program. */
const printed = (stdout: string) =>
  [...stdout.matchAll(/^ {2}rancher-catalog (.*)$/gm)].map(([, words = '']) => words.split(' '));

describe.for(starterKinds)('blueprint new --from %s', (kind) => {
  test('writes a blueprint for which every printed command succeeds', async () => {
    const folder = temporaryFolder();
    const { stdout } = await runCli(folder, ['blueprint', 'new', 'my-app', '--from', kind]);
    const commands = printed(stdout);
    expect(commands.length).toBeGreaterThan(1);
    for (const argv of commands) {
      expect({ argv, ...(await runCli(folder, argv)) }).toMatchObject({ code: 0, stderr: '' });
    }
  });

  test('writes a blueprint that launches', async () => {
    const folder = temporaryFolder();
    await runCli(folder, ['blueprint', 'new', 'my-app', '--from', kind]);
    await runCli(folder, ['generate', '-a', 'my-app/answers.yml']);
    const argv = ['launch', 'build/catalog/templates/my-app', '--json'];
    const { code, stdout } = await runCli(folder, argv);
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({
      code: 0,
      verdict: 'accepted',
      apiErrors: [],
      undefinedVariables: [],
    });
  });
});

test('writes the texts of the command line', async () => {
  const folder = temporaryFolder();
  const texts = ['--title', 'It\'s: "mine"', '--description', '# of all'];
  expect(await run(folder, ['blueprint', 'new', 'shop', ...texts, '-o', 'a b'])).toMatchObject({
    code: 0,
  });
  expect(read(folder, 'a b/blueprint.yml')).toMatch(/^name: shop # /m);
  const { stdout } = await runCli(folder, ['generate', '-a', 'a b/answers.yml', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  const config = read(folder, 'build/catalog/templates/shop/config.yml');
  expect(config).toContain('It\'s: \\"mine\\"');
  expect(config).toContain('"# of all"');
});

test('fills an empty directory, also the working directory', async () => {
  const folder = temporaryFolder();
  expect(await runCli(folder, ['blueprint', 'new', 'app', '-o', '.'])).toMatchObject({ code: 0 });
  expect(readdirSync(folder)).toContain('blueprint.yml');
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
});

describe('writes nothing', () => {
  test.for([
    { name: 'a name with an underscore', argv: ['my_app'] },
    { name: 'a name that is a path', argv: ['../up'] },
    { name: 'a name that is an option', argv: ['-'] },
    { name: 'a name in capitals', argv: ['UPPER'] },
    { name: 'a long name', argv: ['a'.repeat(64)] },
    { name: 'an empty name', argv: [''] },
    { name: 'a long title', argv: ['app', '--title', 'x'.repeat(300)] },
    { name: 'an unknown kind', argv: ['app', '--from', 'desktop'] },
    { name: 'no name', argv: [] },
  ])('for $name', async ({ argv }) => {
    const folder = temporaryFolder();
    const { code } = await refusal(folder, ['blueprint', 'new', ...argv]);
    expect(code).toBeGreaterThan(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('over what exists', async () => {
    const folder = temporaryFolder({ 'full/blueprint.yml': 'mine\n', file: 'mine\n' });
    mkdirSync(join(folder, 'empty'));
    symlinkSync('empty', join(folder, 'link'));
    for (const name of ['full', 'file', 'link']) {
      const ran = await refusal(folder, ['blueprint', 'new', name]);
      expect(ran).toEqual({ code: 2, found: [`${name} file-exists`] });
    }
    expect(read(folder, 'full/blueprint.yml')).toBe('mine\n');
    expect(readdirSync(join(folder, 'empty'))).toEqual([]);
  });
});

/** Runs the command with a terminal on which these lines are typed; returns what it printed there, too. */
async function typed(folder: string, lines: readonly string[], argv: readonly string[] = []) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(lines.map((line) => `${line}\n`).join(''));
  const { signal } = new AbortController();
  const openPrompt = () => terminalPrompt(input, output, signal);
  const ran = await runCli(folder, ['blueprint', 'new', ...argv], { openPrompt });
  return { ...ran, asked: String(output.read() ?? '') };
}

describe('on a terminal', () => {
  test('asks for name, kind and title, and again after a wrong answer', async () => {
    const folder = temporaryFolder();
    const lines = ['My Shop', 'my-shop', 'pet', 'database', ''];
    const { code, asked, stderr } = await typed(folder, lines);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(asked.match(/Name|Kind|Title/g)).toEqual(['Name', 'Name', 'Kind', 'Kind', 'Title']);
    expect(read(folder, 'my-shop/blueprint.yml')).toMatch(/^title: My shop$/m);
    expect(read(folder, 'my-shop/docker-compose.yml.hbs')).toContain('volumes:');
  });

  test('asks only for what is missing, and for nothing with --yes', async () => {
    const folder = temporaryFolder();
    const { asked } = await typed(folder, ['Shop'], ['a', '--from', 'worker']);
    expect(asked).toBe('Title [A]: ');
    expect(await typed(folder, [], ['b', '-y'])).toMatchObject({ code: 0, asked: '' });
    expect(await typed(folder, [], ['c', '--json'])).toMatchObject({ code: 0, asked: '' });
  });

  test('writes nothing when the input ends', async () => {
    const folder = temporaryFolder();
    expect(await typed(folder, ['my-shop'])).toMatchObject({ code: 2 });
    expect(readdirSync(folder)).toEqual([]);
  });
});
