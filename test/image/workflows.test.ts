// The workflows of `ci init`, step by step: real shells, git remotes, npm, engine and registry. Only what is
// part of a platform is replaced: `gh` and `apk` log their arguments.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { git, gitVariables, show, subjects, useGitVariables, workplace } from '../support/git.ts';
import { pageAnswers, writePageBlueprint } from '../support/page-blueprint.ts';
import { start } from '../support/processes.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { readSteps, runStep, type Event } from '../support/workflow-steps.ts';
import { Engine, whyNoEngine } from './support/engine.ts';
import { startRegistry, whyNoRegistry, type Registry } from './support/registry.ts';

vi.setConfig({ testTimeout: 240_000 });

const why = whyNoEngine() ?? whyNoRegistry();
const skips = why !== undefined && process.env.CI !== 'true';
const project = join(import.meta.dirname, '../..');
const systems = ['github', 'gitlab', 'drone'] as const;
type System = (typeof systems)[number];

let engine: Engine;
let registry: Registry;

beforeAll(async () => {
  useGitVariables();
  if (!skips) engine = await Engine.start();
});
beforeEach(async ({ skip }) => {
  skip(skips, why);
  registry = await startRegistry(temporaryFolder(), 'ann:secret');
});
afterEach(() => registry?.stop());
afterAll(() => engine?.stop());

/** Publishes the image that the entries are based on, and returns its digest. */
function publishUpstream(machine: Readonly<Record<string, string>>, text: string): string {
  const image = `${registry.host}/upstream/page:1`;
  const folder = temporaryFolder({ Dockerfile: `FROM scratch\nLABEL text="${text}"\n` });
  const docker = `docker login -u ann -p secret ${registry.host} && docker build -q -t ${image} ${folder} && docker push -q ${image} && docker image inspect -f '{{index .RepoDigests 0}}' ${image}`;
  const step = { job: 'upstream', script: docker, env: {} };
  const { status, stdout, stderr } = runStep('github', folder, step, machine);
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.trim().split('\n').at(-1) ?? '';
}

/** A machine with a user's repository `own`, a clone of own.git, and an empty catalog. */
function prepare() {
  const folder = workplace({ 'bin/gh': '', 'bin/apk': '', 'home/x': '' });
  for (const name of ['gh', 'apk']) {
    const path = join(folder, 'bin', name);
    writeFileSync(path, `#!/bin/sh\necho "${name} $*" >> ${folder}/log\n`);
    chmodSync(path, 0o755);
  }
  writeFileSync(join(folder, 'log'), '');
  git(folder, 'init', '-q', '--bare', '-b', 'main', 'own.git');
  git(join(folder, 'own.git'), 'config', 'receive.advertisePushOptions', 'true');
  const hook = join(folder, 'own.git/hooks/post-receive');
  const options = 'env | grep ^GIT_PUSH_OPTION_[0-9] | cut -d= -f2- | sort | sed "s/^/option /"';
  mkdirSync(join(folder, 'own.git/hooks'), { recursive: true });
  writeFileSync(hook, `#!/bin/sh\n${options} >> ${folder}/log\nexit 0\n`);
  chmodSync(hook, 0o755);
  git(folder, 'clone', '-q', 'own.git', 'own');
  git(join(folder, 'own'), 'checkout', '-q', '-b', 'main');
  const { GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM, LC_ALL } = gitVariables;
  const machine: Record<string, string> = {
    GIT_CONFIG_GLOBAL: GIT_CONFIG_GLOBAL ?? '',
    GIT_CONFIG_SYSTEM: GIT_CONFIG_SYSTEM ?? '',
    LC_ALL: LC_ALL ?? '',
    PATH: `${folder}/bin:${folder}/npm/bin:${process.env.PATH ?? ''}`,
    HOME: join(folder, 'home'),
    NPM_CONFIG_PREFIX: `${folder}/npm`,
    NPM_CONFIG_CACHE: `${folder}/npm-cache`,
    DOCKER_HOST: engine.host,
    // The program of this project instead of the published package.
    RANCHER_CATALOG_PACKAGE: project,
  };
  const settings = {
    CATALOG_REPOSITORY: join(folder, 'catalog.git'),
    RANCHER_CATALOG_TOKEN: 'catalog-token',
    REGISTRY_USER: 'ann',
    REGISTRY_PASSWORD: 'secret',
    UPDATE_TOKEN: 'update-token',
  };
  return { folder, repository: join(folder, 'own'), machine, platform: { folder, settings } };
}

type Place = ReturnType<typeof prepare>;

/** Runs all steps of an event until one fails; returns that one. */
function happen(system: System, place: Place, event: Event) {
  for (const step of readSteps(system, place.repository, event, place.platform)) {
    const ran = runStep(system, place.repository, step, place.machine);
    if (ran.status !== 0) return { job: step.job, ...ran };
  }
  return undefined;
}

const logOf = ({ folder }: Place) => readFileSync(join(folder, 'log'), 'utf8').split('\n');

function commit({ repository }: Place, message: string): void {
  git(repository, 'add', '--all');
  git(repository, 'commit', '-q', '-m', message);
  git(repository, 'push', '-q', 'origin', 'main');
}

const proposals = ({ folder }: Place) =>
  git(
    join(folder, 'own.git'),
    'for-each-ref',
    '--format=%(refname:short)',
    'refs/heads/rancher-catalog',
  )
    .split('\n')
    .filter(Boolean);

/** What the platform was asked to do with a proposal. */
const asked: Record<System, (branch: string) => string[]> = {
  github: (branch) => ['gh auth setup-git', `gh pr create --fill --base main --head ${branch}`],
  gitlab: () => [
    'option merge_request.create',
    'option merge_request.target=main',
    'option merge_request.title=Update images',
  ],
  drone: () => [],
};

const kinds = {
  'with an image': () => pageAnswers(`${registry.host}/team/page:1.0.0`, 'image'),
  'without an image': (upstream: string) => pageAnswers(upstream),
};

async function makeRepository(system: System, kind: keyof typeof kinds) {
  const place = prepare();
  const digest = publishUpstream(place.machine, 'first').replace(/^.*@/, '');
  writePageBlueprint(
    place.repository,
    kind === 'with an image' ? `${registry.host}/upstream/page:1` : undefined,
  );
  const image = `${registry.host}/upstream/page:1@${digest}`;
  writeFileSync(join(place.repository, 'answers.yml'), `${kinds[kind](image)}  greeting: hello\n`);
  writeFileSync(join(place.repository, '.gitignore'), 'build/\n');
  expect(await start(place.repository, ['ci', 'init', system]).ended).toMatchObject({ code: 0 });
  commit(place, 'first');
  return place;
}

const cases = systems.flatMap((system) =>
  (Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => ({ system, kind })),
);

describe('the workflow', () => {
  test.for(cases)('for $system, an entry $kind', async ({ system, kind }) => {
    const place = await makeRepository(system, kind);
    const bare = join(place.folder, 'catalog.git');
    const run = (event: Event) => happen(system, place, event);
    const answers = () => readFileSync(join(place.repository, 'answers.yml'), 'utf8');
    const edit = (from: string, to: string) =>
      writeFileSync(join(place.repository, 'answers.yml'), answers().replace(from, to));

    // The first release, and the same run again.
    expect(run('main')).toBeUndefined();
    expect(run('main')).toBeUndefined();
    expect(subjects(bare)).toEqual(['page 1.0.0 (revision 0)']);
    expect(git(bare, 'log', '--format=%an %ae', 'master')).toMatch(/^ann (7\+)?ann@users\./);
    const tags = await fetch(`http://${registry.host}/v2/team/page/tags/list`, {
      headers: { authorization: `Basic ${Buffer.from('ann:secret').toString('base64')}` },
    });
    expect(tags.status).toBe(kind === 'with an image' ? 200 : 404);

    // Pull requests without a change, without a new version, with both; a fork is checked without secrets.
    expect(run('review')).toBeUndefined();
    edit('greeting: hello', 'greeting: hi');
    expect(run('review')).toMatchObject({
      job: 'check',
      stderr: expect.stringContaining('[drift]'),
    });
    expect(run('fork')).toBeUndefined();
    edit('version: 1.0.0', 'version: 1.0.1');
    expect(run('review')).toBeUndefined();
    git(place.repository, 'checkout', '-q', '.');

    // Nothing is new; a new upstream image, which is proposed once.
    expect(run('schedule')).toBeUndefined();
    expect(proposals(place)).toEqual([]);
    publishUpstream(place.machine, 'second');
    expect(run('schedule')).toBeUndefined();
    const [branch = '', ...others] = proposals(place);
    expect(others).toEqual([]);
    git(place.repository, 'checkout', '-q', 'main');
    expect(run('schedule')).toBeUndefined();
    expect(proposals(place)).toEqual([branch]);
    const words = asked[system](branch);
    expect(logOf(place).filter((line) => line !== '' && !line.startsWith('apk'))).toEqual([
      ...words,
      ...(system === 'github' ? ['gh auth setup-git'] : []),
    ]);
    expect(git(place.repository, 'log', '-1', '--format=%an: %s', branch)).toBe(
      'ann: Update images\n',
    );

    // It is merged and released; then all is current.
    git(place.repository, 'checkout', '-q', '.');
    git(place.repository, 'merge', '-q', branch);
    git(place.repository, 'push', '-q', 'origin', 'main');
    expect(answers()).toContain('version: 1.0.1');
    expect(run('review')).toBeUndefined();
    expect(run('main')).toBeUndefined();
    expect(subjects(bare)).toEqual(['page 1.0.1 (revision 1)', 'page 1.0.0 (revision 0)']);
    expect(show(bare, 'templates/page/1/docker-compose.yml')).not.toBe(
      show(bare, 'templates/page/0/docker-compose.yml'),
    );
    expect(run('schedule')).toBeUndefined();
    expect(proposals(place)).toEqual([branch]);
  });
});
