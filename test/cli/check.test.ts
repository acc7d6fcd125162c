import { appendFileSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { commit, git, useGitVariables, workplace } from '../support/git.ts';
import { runCli } from '../support/run-cli.ts';

vi.setConfig({ testTimeout: 120_000 });
beforeAll(useGitVariables);

const echo = join(import.meta.dirname, '../fixtures/blueprints/echo');

const answers = (version: string, more = '') =>
  `blueprint: ./echo\nname: echo\nversion: ${version}\n${more}`;

const change = (folder: string, version: string, more = '') =>
  writeFileSync(join(folder, 'answers.yml'), answers(version, more));

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replaceAll(from, to));
}

/** A catalog with one release of an entry, and a checkout of it. */
async function released() {
  const folder = workplace({ 'answers.yml': answers('1.0.0') });
  cpSync(echo, join(folder, 'echo'), { recursive: true });
  const argv = ['publish', '--repo', 'catalog.git', '--allow', 'fixed-secret'];
  expect(await runCli(folder, argv)).toMatchObject({ code: 0, stderr: '' });
  git(folder, 'clone', '-q', 'catalog.git', 'checkout');
  const template = join(folder, 'checkout/templates/echo');
  const push = (message: string) => {
    git(join(folder, 'checkout'), 'add', '-A');
    git(join(folder, 'checkout'), 'commit', '-qm', message);
  };
  return { folder, template, push, version: join(template, '0') };
}

async function check(folder: string, ...more: string[]) {
  const { code, stdout, stderr } = await runCli(folder, ['check', '-c', 'checkout', ...more]);
  const said = `${stdout}\n${stderr}`
    .replaceAll(folder, '<folder>')
    .replaceAll(/commit [0-9a-f]{12}/g, 'commit <id>')
    .replaceAll(/git show [0-9a-f]{12}/g, 'git show <id>')
    .replaceAll(/\d{4}-\d\d-\d\d/g, '<date>')
    .trim();
  return { code, said };
}

describe('check finds', () => {
  test('nothing in a catalog that is in step', async () => {
    const { folder } = await released();
    expect(await check(folder)).toEqual({ code: 0, said: 'echo 1.0.0  in step\n\n1 of 1 in step' });
  });

  test('another answer', async () => {
    const { folder } = await released();
    change(folder, '1.0.0', 'defaults:\n  words: hi\n');
    expect(await check(folder)).toMatchInlineSnapshot(`
      {
        "code": 1,
        "said": "echo 1.0.0  differs in 2 files

      0 of 1 in step

      checkout/templates/echo/0/README.md  error  differs from line 3: 2 there that would not be, 2 that would; cause: answers   [drift]
        hint: release the change: give echo a version above 1.0.0

      checkout/templates/echo/0/rancher-compose.yml  error  differs from line 10: 1 there that would not be, 1 that would; cause: answers   [drift]
        hint: release the change: give echo a version above 1.0.0

      2 errors",
      }
    `);
  });

  test('another template of the blueprint', async () => {
    const { folder } = await released();
    appendFileSync(join(folder, 'echo/README.md.hbs'), '\nMore.\n');
    expect(await check(folder)).toMatchInlineSnapshot(`
      {
        "code": 1,
        "said": "echo 1.0.0  differs in one file

      0 of 1 in step

      checkout/templates/echo/0/README.md  error  differs from line 12: 0 there that would not be, 2 that would; cause: blueprint   [drift]
        hint: release the change: give echo a version above 1.0.0

      1 error",
      }
    `);
  });

  test('another schema', async () => {
    const { folder } = await released();
    edit(join(folder, 'echo/answers.schema.json'), '"default": "hello"', '"default": "hey"');
    expect((await check(folder)).said).toContain('; cause: schema   [drift]');
  });

  test('a secret answer', async () => {
    const { folder } = await released();
    change(folder, '1.0.0', 'answers:\n  token: hunter22\n');
    const { code, said } = await check(folder);
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringContaining('; cause: answers   [drift]'),
    });
    expect(said).not.toContain('hunter22');
  });

  test('a version made by another program version, and no drift for that alone', async () => {
    const { folder, version } = await released();
    const file = join(version, 'rancher-compose.yml');
    edit(file, 'program=0.0.0-source', 'program=0.0.1');
    expect(await check(folder)).toMatchObject({
      said: expect.stringContaining('echo 1.0.0  in step'),
    });
    edit(join(folder, 'echo/README.md.hbs'), 'Says', 'Tells');
    expect((await check(folder)).said).toContain('; cause: blueprint, program version   [drift]');
  });

  test('a hand edit, committed', async () => {
    const { folder, version, push } = await released();
    edit(join(version, 'docker-compose.yml'), 'busybox:1.36', 'busybox:1.37');
    push('Quick fix');
    expect(await check(folder)).toMatchInlineSnapshot(`
      {
        "code": 1,
        "said": "echo 1.0.0  differs in one file

      0 of 1 in step, 1 rewritten after release

      checkout/templates/echo/0  error  this version was changed after its release: docker-compose.yml, last by commit <id> (Ann Author, <date>: Quick fix)   [history-edited]
        hint: Rancher keeps versions as they were first: git show <id>, put it back, and release the change anew

      checkout/templates/echo/0/docker-compose.yml  error  differs from line 5: 1 there that would not be, 1 that would; cause: edited by hand in the catalog   [drift]
        hint: put the file back as it was released; a change is a new version of the answers file

      2 errors",
      }
    `);
  });

  test('a hand edit, not committed', async () => {
    const { folder, version } = await released();
    edit(join(version, 'docker-compose.yml'), 'busybox:1.36', 'busybox:1.37');
    expect((await check(folder)).said).toContain('has changes to it that are not committed');
  });

  test('a hand edit of config.yml, which is of the template and not of a version', async () => {
    const { folder, template, push } = await released();
    edit(join(template, 'config.yml'), 'Echo', 'Echo!');
    push('Rename');
    expect(await check(folder)).toMatchInlineSnapshot(`
      {
        "code": 1,
        "said": "echo 1.0.0  differs in one file

      0 of 1 in step

      checkout/templates/echo/config.yml  error  differs from line 1: 1 there that would not be, 1 that would; cause: edited by hand in the catalog   [drift]
        hint: put the file back as it was released; a change is a new version of the answers file

      1 error",
      }
    `);
  });

  test('a file put into a version, and one taken out', async () => {
    const { folder, version, push } = await released();
    writeFileSync(join(version, 'notes.txt'), 'mine\n');
    rmSync(join(version, 'README.md'));
    push('Tidy');
    const { said } = await check(folder);
    expect(said).toContain('notes.txt  error  would not be generated; cause: edited by hand');
    expect(said).toContain('README.md  error  is missing; cause: edited by hand');
    expect(said).toContain('after its release: README.md, notes.txt, last by commit <id>');
  });

  test('a version that was renumbered', async () => {
    const { folder, template, push } = await released();
    renameSync(join(template, '0'), join(template, '3'));
    push('From 3 on');
    expect(await check(folder)).toMatchInlineSnapshot(`
      {
        "code": 1,
        "said": "echo 1.0.0  in step

      1 of 1 in step, 1 rewritten after release

      checkout/templates/echo/0  error  this version was renamed to templates/echo/3 after its release, by commit <id> (Ann Author, <date>: From 3 on)   [history-renumbered]
        hint: Rancher keeps versions as they were first: git show <id>, put it back, and release the change anew

      1 error",
      }
    `);
  });

  test('a version that was deleted', async () => {
    const { folder, template, push } = await released();
    rmSync(join(template, '0'), { recursive: true });
    push('Clean up');
    const { code, said } = await check(folder);
    expect(code).toBe(1);
    expect(said).toContain('version 1.0.0 of echo is not in the catalog');
    expect(said).toContain(
      'this version was deleted after its release, by commit <id> (Ann Author, <date>: Clean up)',
    );
  });

  test('a version that is not released, and what has changed since the last', async () => {
    const { folder } = await released();
    change(folder, '1.1.0', 'defaults:\n  words: hi\n');
    expect(await check(folder)).toMatchInlineSnapshot(`
      {
        "code": 1,
        "said": "echo 1.1.0  not released

      0 of 1 in step

      answers.yml:3:10  error  version 1.1.0 of echo is not in the catalog, where 1.0.0 is the newest; since then changed: answers   [version-missing]
            3 | version: 1.1.0
              |          ^
        hint: publish it, or generate --catalog

      1 error",
      }
    `);
    expect(await check(folder, '--allow-unreleased')).toMatchObject({ code: 0 });
  });

  test('a version that was not made by this program', async () => {
    const { folder } = await released();
    commit(join(folder, 'catalog.git'), 'by hand', {
      'templates/own/config.yml': 'name: own\nversion: 1.0.0\n',
      'templates/own/0/rancher-compose.yml': "version: '2'\ncatalog:\n  version: 1.0.0\n",
    });
    git(join(folder, 'checkout'), 'pull', '-q');
    writeFileSync(join(folder, 'answers.yml'), 'blueprint: ./echo\nname: own\nversion: 1.0.0\n');
    expect((await check(folder)).said).toContain(
      'cause: not known: this version says nothing of its making',
    );
  });
});

describe('check', () => {
  test('of a checkout without its whole history says so', async () => {
    const { folder } = await released();
    change(folder, '1.0.1');
    await runCli(folder, ['publish', '--repo', 'catalog.git']);
    rmSync(join(folder, 'checkout'), { recursive: true });
    git(folder, 'clone', '-q', '--depth', '1', `file://${folder}/catalog.git`, 'checkout');
    expect(await check(folder)).toMatchInlineSnapshot(`
      {
        "code": 0,
        "said": "echo 1.0.1  in step

      1 of 1 in step

      checkout  info  the history here is shallow: what was changed before it begins is not seen   [history-unknown]
        hint: git fetch --unshallow",
      }
    `);
  });

  test('of a folder that is no checkout says so', async () => {
    const { folder } = await released();
    rmSync(join(folder, 'checkout/.git'), { recursive: true, force: true });
    const { code, said } = await check(folder);
    expect(code).toBe(0);
    expect(said).toContain('[history-unknown]');
  });

  test('--since looks at later commits only', async () => {
    const { folder, version, push } = await released();
    edit(join(version, 'README.md'), 'Says', 'Tells');
    push('Edit');
    edit(join(version, 'README.md'), 'Tells', 'Says');
    appendFileSync(join(version, 'CHANGELOG.md'), '\nMore.\n');
    push('Undo, and another');
    expect((await check(folder)).said).toContain('changed after its release: CHANGELOG.md');
    expect(await check(folder, '--since', 'HEAD')).toMatchObject({ code: 0 });
    expect((await check(folder, '--since=--all')).said).toMatchInlineSnapshot(`
      "error  --since --all is no commit of checkout   [usage]

      1 error"
    `);
  });

  test('--json has it all', async () => {
    const { folder, version } = await released();
    edit(join(version, 'docker-compose.yml'), 'busybox:1.36', 'busybox:1.37');
    const { stdout } = await runCli(folder, ['check', '-c', 'checkout', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      catalog: 'checkout',
      entries: [
        {
          name: 'echo',
          state: 'differs',
          files: [
            {
              path: 'templates/echo/0/docker-compose.yml',
              causes: ['edited by hand in the catalog'],
            },
          ],
        },
      ],
      diagnostics: [{ code: 'drift' }, { code: 'history-edited' }],
    });
  });

  test.for([
    { name: 'no catalog', argv: ['check'], code: 2 },
    { name: 'a catalog that is none', argv: ['check', '-c', 'echo'], code: 2 },
    { name: 'a catalog that is not there', argv: ['check', '-c', 'nowhere'], code: 2 },
  ])('with $name', async ({ argv, code }) => {
    const { folder } = await released();
    const ran = await runCli(folder, argv);
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code, stdout: '' });
    expect(ran.stderr).toMatchSnapshot();
  });
});
