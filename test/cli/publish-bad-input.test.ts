import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { commit, git, useGitVariables, workplace } from '../support/git.ts';
import { runCli } from '../support/run-cli.ts';

vi.setConfig({ testTimeout: 120_000 });
beforeAll(useGitVariables);

const answers = (version = '1.0.0', more = '') =>
  `blueprint: redis-sentinel\nname: redis\nversion: ${version}\n${more}`;

const refsOf = (folder: string) => git(join(folder, 'catalog.git'), 'for-each-ref');

/** Runs a command that must not work: what it says, and that the repository is as it was. */
async function refused(folder: string, argv: readonly string[], code: number): Promise<string> {
  const before = refsOf(folder);
  const ran = await runCli(folder, argv);
  expect(refsOf(folder)).toBe(before);
  expect(ran.stdout).toBe('');
  expect({ code: ran.code, stderr: ran.stderr }).toMatchObject({ code });
  return ran.stderr
    .replaceAll(folder, '<folder>')
    .replaceAll(/\b[0-9a-f]{40}\b/g, '<commit>')
    .trimEnd();
}

const publish = (...more: string[]) => ['publish', '--repo', 'catalog.git', ...more];

async function published(version = '1.0.0', more = '') {
  const folder = workplace({ 'answers.yml': answers(version, more) });
  const { code, stderr } = await runCli(folder, publish());
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return folder;
}

const change = (folder: string, version: string, more = '') =>
  writeFileSync(join(folder, 'answers.yml'), answers(version, more));

function checkout(folder: string): string {
  git(folder, 'clone', '-q', 'catalog.git', 'checkout');
  return join(folder, 'checkout');
}

describe('a repository that', () => {
  test('is not there', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    expect(await refused(folder, ['publish', '--repo', 'nowhere'], 2)).toMatchInlineSnapshot(`
      "nowhere  error  there is no such folder   [repository-missing]
        hint: name a URL, a bare repository, or the root of a checkout

      1 error"
    `);
  });

  test('is not there, by URL', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    const repo = `file://${folder}/nowhere.git`;
    expect(await refused(folder, ['publish', '--repo', repo], 2)).toMatchInlineSnapshot(`
      "file://<folder>/nowhere.git  error  there is no such repository
          git: fatal: '<folder>/nowhere.git' does not appear to be a git repository
          git: fatal: Could not read from remote repository.
          git: Please make sure you have the correct access rights
          git: and the repository exists.   [repository-missing]
        hint: check the address: it is what git clone would take

      1 error"
    `);
  });

  test('is a file', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    expect(await refused(folder, ['publish', '--repo', 'answers.yml'], 2)).toMatchInlineSnapshot(`
      "answers.yml  error  this is a file, not a repository   [repository-missing]
        hint: name a URL, a bare repository, or the root of a checkout

      1 error"
    `);
  });

  test('is a folder without git', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    mkdirSync(join(folder, 'plain'));
    expect(await refused(folder, ['publish', '--repo', 'plain'], 2)).toMatchInlineSnapshot(`
      "plain  error  this folder is no git repository   [repository-missing]
        hint: name a URL, a bare repository, or the root of a checkout

      1 error"
    `);
  });

  test('is a folder in a checkout', async () => {
    const folder = await published();
    checkout(folder);
    const argv = ['publish', '--repo', 'checkout/templates'];
    expect(await refused(folder, argv, 2)).toMatchInlineSnapshot(`
      "checkout/templates  error  this folder lies in the repository <folder>/checkout, and is none itself   [repository-missing]
        hint: name a URL, a bare repository, or the root of a checkout

      1 error"
    `);
  });

  test('cannot be reached; the password of its URL is not shown', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    const repo = 'http://ann:s3cret-token@127.0.0.1:1/catalog.git';
    const said = await refused(folder, ['publish', '--repo', repo], 2);
    expect(said).not.toContain('s3cret');
    // The words after that are those of git's HTTP library.
    expect(said).toContain(
      'http://ann:***@127.0.0.1:1/catalog.git  error  the repository cannot be reached, or the connection broke\n    git: fatal: unable to access',
    );
  });

  test('has not the branch', async () => {
    const folder = await published();
    expect(await refused(folder, publish('--branch', 'main'), 2)).toMatchInlineSnapshot(`
      "<folder>/catalog.git  error  there is no branch main; there is master   [branch-missing]
        hint: name one of them with --branch

      1 error"
    `);
  });

  test('has a hook that refuses', async () => {
    const folder = await published();
    const hook = join(folder, 'catalog.git/hooks/pre-receive');
    writeFileSync(hook, '#!/bin/sh\necho "Releases are frozen until Monday." >&2\nexit 1\n', {
      mode: 0o755,
    });
    change(folder, '1.0.1');
    expect(await refused(folder, publish(), 2)).toMatchInlineSnapshot(`
      "<folder>/catalog.git  error  the repository refused the push: [remote rejected] (pre-receive hook declined)
          git: remote: Releases are frozen until Monday.
          git: error: failed to push some refs to '<folder>/catalog.git'   [push-refused]
        hint: nothing was published; a protected branch may take it as --pull-request-branch

      1 error"
    `);
  });

  test('has an entry that Rancher cannot read', async () => {
    const folder = await published();
    commit(join(folder, 'catalog.git'), 'broken', {
      'templates/other/config.yml': 'name: other\ncategories: none\n',
      'templates/other/0/rancher-compose.yml': "version: '3'\nservices:\n\ta: {}\n",
    });
    change(folder, '1.0.1');
    expect(await refused(folder, publish(), 1)).toMatchInlineSnapshot(`
      "templates/other/0/rancher-compose.yml:3:1  error  in the catalog as it is, Rancher cannot read this file and drops this version: yaml: line 2: found character that cannot start any token   [neighbour-broken]
        hint: mend it there; --allow-broken-neighbours publishes beside it all the same

      templates/other/config.yml:2:13  error  in the catalog as it is, Rancher cannot read this file and drops the whole template: yaml: unmarshal errors:
        line 2: cannot unmarshal !!str \`none\` into []string   [neighbour-broken]
        hint: mend it there; --allow-broken-neighbours publishes beside it all the same

      2 errors"
    `);
  });

  test('has the entry in another folder too', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    commit(join(folder, 'catalog.git'), 'clash', { 'extra/redis/config.yml': 'name: redis\n' });
    expect(await refused(folder, publish(), 1)).toMatchInlineSnapshot(`
      "<folder>/catalog.git  error  Rancher takes extra/redis and templates/redis for one template, and would mix them   [neighbour-clash]
        hint: give the entry another name: name: …

      1 error"
    `);
  });

  test('has a link in the place of the template', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    const bare = join(folder, 'catalog.git');
    commit(bare, 'start', { 'README.md': 'x' });
    const other = checkout(folder);
    mkdirSync(join(other, 'templates'));
    symlinkSync('/etc', join(other, 'templates/redis'));
    git(other, 'add', '-A');
    git(other, 'commit', '-qm', 'link');
    git(other, 'push', '-q');
    expect(await refused(folder, publish(), 1)).toMatchInlineSnapshot(`
      "answers.yml:3:10  error  in the catalog templates/redis is a symbolic link, not a folder; it is not followed   [path-unsafe]
            3 | version: 1.0.0
              |          ^
        hint: choose another name, or remove it from the catalog

      1 error"
    `);
    expect(await refused(folder, ['publish', '--repo', 'checkout'], 1)).toMatchInlineSnapshot(`
      "answers.yml:3:10  error  in the catalog templates/redis is a symbolic link, not a folder; it is not followed   [path-unsafe]
            3 | version: 1.0.0
              |          ^
        hint: choose another name, or remove it from the catalog

      1 error"
    `);
  });

  test('has a submodule in the place of the templates', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    const bare = join(folder, 'catalog.git');
    commit(bare, 'start', { 'README.md': 'x' });
    const other = checkout(folder);
    const head = git(other, 'rev-parse', 'HEAD').trim();
    git(other, 'update-index', '--add', '--cacheinfo', `160000,${head},templates`);
    git(other, 'commit', '-qm', 'submodule');
    git(other, 'push', '-q');
    expect(await refused(folder, publish(), 1)).toMatchInlineSnapshot(`
      "answers.yml:3:10  error  in the catalog templates is a submodule, not a folder; it is not followed   [path-unsafe]
            3 | version: 1.0.0
              |          ^
        hint: choose another name, or remove it from the catalog

      1 error"
    `);
  });
});

describe('a checkout that', () => {
  test('has changes', async () => {
    const folder = await published();
    const other = checkout(folder);
    writeFileSync(join(other, 'notes.txt'), 'mine');
    writeFileSync(join(other, 'templates/redis/config.yml'), 'name: mine\n');
    change(folder, '1.0.1');
    expect(await refused(folder, ['publish', '--repo', 'checkout'], 1)).toMatchInlineSnapshot(`
      "<folder>/checkout  error  this checkout has changes that are not committed: templates/redis/config.yml, notes.txt   [checkout-dirty]
        hint: commit, stash or remove them; nothing of them was touched

      1 error"
    `);
    expect(git(other, 'status', '--short')).toBe(' M templates/redis/config.yml\n?? notes.txt\n');
  });

  test('has commits that are not pushed', async () => {
    const folder = await published();
    const other = checkout(folder);
    git(other, 'commit', '-q', '--allow-empty', '-m', 'mine');
    change(folder, '1.0.1');
    expect(await refused(folder, ['publish', '--repo', 'checkout'], 1)).toMatchInlineSnapshot(`
      "<folder>/checkout  error  this checkout has a commit that its remote has not   [checkout-diverged]
        hint: push them or drop them first; nothing of them was touched

      1 error"
    `);
    expect(git(other, 'log', '-1', '--format=%s')).toBe('mine\n');
  });

  test('is on no branch', async () => {
    const folder = await published();
    git(checkout(folder), 'checkout', '-q', '--detach');
    expect(await refused(folder, ['publish', '--repo', 'checkout'], 1)).toMatchInlineSnapshot(`
      "<folder>/checkout  error  this checkout is on no branch (detached HEAD)   [checkout-detached]
        hint: check out the branch to publish to: git switch master

      1 error"
    `);
  });

  test('is on another branch', async () => {
    const folder = await published();
    git(checkout(folder), 'switch', '-q', '-c', 'mine');
    const argv = ['publish', '--repo', 'checkout', '--branch', 'master'];
    expect(await refused(folder, argv, 2)).toMatchInlineSnapshot(`
      "<folder>/checkout  error  this checkout is on the branch mine, not master   [branch-missing]
        hint: git switch master, or give --branch mine

      1 error"
    `);
  });

  test('has a lock file of git', async () => {
    const folder = await published();
    writeFileSync(join(checkout(folder), '.git/index.lock'), '');
    change(folder, '1.0.1');
    expect(await refused(folder, ['publish', '--repo', 'checkout'], 2)).toMatchInlineSnapshot(`
      "<folder>/checkout  error  the lock file .git/index.lock is there: another git is at work, or one was killed   [git-locked]
        hint: if no git runs there, remove .git/index.lock

      1 error"
    `);
  });
});

describe('a release that', () => {
  test('changes a released version', async () => {
    const folder = await published();
    change(folder, '1.0.0', 'defaults:\n  maxmemory: 1gb\n');
    expect(await refused(folder, publish(), 1)).toMatchInlineSnapshot(`
      "answers.yml:3:10  error  version 1.0.0 of redis is released in folder 0 and never changes, but README.md, rancher-compose.yml would   [version-released]
            3 | version: 1.0.0
              |          ^
        hint: give the change a higher version

      1 error"
    `);
  });

  test('is lower than another', async () => {
    const folder = await published('1.2.0');
    change(folder, '1.1.9');
    expect(await refused(folder, publish(), 1)).toMatchInlineSnapshot(`
      "answers.yml:3:10  error  version 1.1.9 of redis is lower than 1.2.0, which is released   [version-lower]
            3 | version: 1.1.9
              |          ^
        hint: use a version above 1.2.0

      1 error"
    `);
  });

  test('has a version that Rancher cannot tell from another', async () => {
    const folder = await published('1.2.0');
    change(folder, '1.2.0+build.2');
    expect(await refused(folder, publish(), 1)).toMatchInlineSnapshot(`
      "answers.yml:3:10  error  Rancher cannot tell version 1.2.0+build.2 of redis from 1.2.0, which is released   [version-unordered]
            3 | version: 1.2.0+build.2
              |          ^
        hint: raise one of the three numbers

      1 error"
    `);
  });

  test('is too small for what has changed', async () => {
    const folder = await published();
    change(folder, '1.1.0', 'answers:\n  replicas: 3\ndefaults:\n  maxmemory: 1gb\n');
    expect(await refused(folder, publish(), 1)).toMatchInlineSnapshot(`
      "answers.yml:3:10  error  redis 1.1.0 is a minor release after 1.0.0, and this needs a major one:
          major: replicas is no longer asked, and its answer is lost (question-removed:replicas)   [bump-too-small]
            3 | version: 1.1.0
              |          ^
        hint: use 2.0.0, or accept a cause: --allow question-removed

      1 error"
    `);
  });

  test('has a fixed secret', async () => {
    const folder = workplace({
      'answers.yml': answers('1.0.0', 'answers:\n  redis_password: hunter22\n'),
    });
    const said = await refused(folder, publish(), 1);
    expect(said).not.toContain('hunter22');
    expect(said).toMatchInlineSnapshot(`
      "answers.yml:5:3  error  redis_password is fixed: it will stand in docker-compose.yml for all who read the catalog   [secret-fixed]
        hint: leave it out: Rancher asks for it and keeps it out of the catalog; or accept it: --allow fixed-secret

      1 error"
    `);
  });

  test('is one of two with one name', async () => {
    const folder = workplace({ 'answers.yml': answers(), 'b.yml': answers('2.0.0') });
    expect(await refused(folder, publish('-a', 'answers.yml', '-a', 'b.yml'), 1))
      .toMatchInlineSnapshot(`
      "b.yml:1:1  error  this makes the entry redis, and so does answers.yml   [entry-duplicate]
            1 | blueprint: redis-sentinel
              | ^
        hint: give each a name of its own: name: …

      1 error"
    `);
  });

  test('has an icon of 50 MB', async () => {
    const blueprint = (path: string, text: string) => [`mine/${path}`, text] as const;
    const folder = workplace({
      'answers.yml': 'blueprint: mine\nversion: 1.0.0\n',
      ...Object.fromEntries([
        blueprint(
          'blueprint.yml',
          'name: mine\ntitle: Mine\ndescription: Mine.\nschema: s.json\nicon: icon.png\n',
        ),
        blueprint(
          's.json',
          '{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "additionalProperties": false, "properties": {}}',
        ),
        blueprint('README.md.hbs', 'x\n'),
        blueprint(
          'docker-compose.yml.hbs',
          "# notemplating\nversion: '2'\nservices:\n  a:\n    image: b\n",
        ),
        blueprint('rancher-compose.yml.hbs', "# notemplating\nversion: '2'\n{{catalog}}\n"),
      ]),
      'mine/icon.png': new Uint8Array(50 * 1024 * 1024),
    });
    expect(await refused(folder, publish('--blueprint', 'mine'), 1)).toMatchInlineSnapshot(`
      "mine/icon.png  error  this file is larger than 16 MiB, which none of its kind is   [file-too-large]

      1 error"
    `);
  });
});

describe('a call of publish with', () => {
  const call = async (...more: string[]) => {
    const folder = workplace({ 'answers.yml': answers() });
    return refused(folder, publish(...more), 2);
  };

  test('no repository', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    expect(await refused(folder, ['publish'], 2)).toMatchInlineSnapshot(`
      "error  publish needs --repo: the URL or path of the catalog repository   [usage]
        hint: rancher-catalog --help lists the commands

      1 error"
    `);
  });

  test('a repository like an option', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    const argv = ['publish', '--repo=--upload-pack=touch x'];
    expect(await refused(folder, argv, 2)).toMatchInlineSnapshot(`
      "error  --repo --upload-pack=touch x looks like an option   [usage]
        hint: write ./ before a path

      1 error"
    `);
  });

  test('a branch like an option', async () => {
    expect(await call('--branch=--force')).toMatchInlineSnapshot(`
      "error  --branch "--force" is no name that git has for a branch   [usage]
        hint: such as master

      1 error"
    `);
  });

  test('a branch that is none', async () => {
    expect(await call('--branch', 'a..b')).toMatchInlineSnapshot(`
      "error  --branch "a..b" is no name that git has for a branch   [usage]
        hint: such as master

      1 error"
    `);
  });

  test('a review branch that is none', async () => {
    expect(await call('--pull-request-branch', 'a b')).toMatchInlineSnapshot(`
      "error  --pull-request-branch "a b" is no name that git has for a branch   [usage]
        hint: such as master

      1 error"
    `);
  });

  test('the branch itself for review', async () => {
    expect(await call('--pull-request-branch', 'master')).toMatchInlineSnapshot(`
      "error  --pull-request-branch master is the branch that it is for   [usage]

      1 error"
    `);
  });

  test('tags for a review', async () => {
    expect(await call('--pull-request-branch', 'x', '--tag')).toMatchInlineSnapshot(`
      "error  --tag and --pull-request-branch do not go together   [usage]
        hint: tag what is released; a branch for review is not yet

      1 error"
    `);
  });

  test('a cause that is none', async () => {
    expect(await call('--allow', 'question-remove')).toMatchInlineSnapshot(`
      "error  --allow question-remove is none of the causes   [usage]
        hint: did you mean question-removed?

      1 error"
    `);
  });

  test('an author that is none', async () => {
    expect(await call('--author', 'Ann')).toMatchInlineSnapshot(`
      "error  --author "Ann" is no author   [usage]
        hint: write it so: --author 'Name <mail@example.com>'

      1 error"
    `);
  });

  test('a time that is none', async () => {
    expect(await call('--timeout', 'soon')).toMatchInlineSnapshot(`
      "error  --timeout soon is no number of seconds from 1 to 86400   [usage]

      1 error"
    `);
  });

  test('a missing answers file', async () => {
    expect(await call('-a', 'none.yml')).toMatchInlineSnapshot(`
      "none.yml  error  there is no such file or folder   [file-missing]
        hint: name the answers file with --answers

      1 error"
    `);
  });

  test('a message with a NUL', async () => {
    expect(await call('--message', 'a\0b')).toMatchInlineSnapshot(`
      "error  --message has a NUL character in it   [usage]

      1 error"
    `);
  });
});
