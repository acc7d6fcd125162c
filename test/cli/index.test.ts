import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { smallCatalog as entry } from './small-catalog.ts';

const json = async (folder: string, ...more: string[]) => {
  const { stdout } = await runCli(folder, ['index', '.', '--json', ...more]);
  const parsed: unknown = JSON.parse(stdout);
  if (typeof parsed !== 'object' || parsed === null) throw new Error(stdout);
  return (parsed as { templates: Record<string, unknown> }).templates;
};

describe('index', () => {
  test('prints what Rancher lists', async () => {
    expect(await run(temporaryFolder(entry), ['index', '.'])).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  test('prints everything as JSON', async () => {
    const found = await json(temporaryFolder(entry), '--catalog-id', 'mine');
    expect(Object.keys(found)).toEqual(['templates/x']);
    expect(found['templates/x']).toMatchObject({
      listed: true,
      versions: ['1.0.0', '1.1.0'],
      defaultTemplateVersionId: 'mine:x:0',
      iconFilename: 'catalogIcon-x.svg',
      indexError: false,
      errors: [],
      templateVersions: [
        {
          id: 'mine:x:0',
          files: ['docker-compose.yml', 'rancher-compose.yml'],
          questions: [{ variable: 'A', type: 'boolean', default: 'true' }],
          upgradeVersionLinks: { '1.1.0': 'mine:x:1' },
        },
        { id: 'mine:x:1', upgradeVersionLinks: {} },
      ],
    });
  });

  test('leaves out versions that do not support the given Rancher version', async () => {
    const block = '.catalog: {version: 1.1.0, minimum_rancher_version: v1.6.0}\n';
    const folder = temporaryFolder({ ...entry, 'templates/x/1/rancher-compose.yml': block });
    const versions = async (...more: string[]) => (await json(folder, ...more))['templates/x'];
    expect(await versions('--rancher-version', 'v1.5.0')).toMatchObject({ versions: ['1.0.0'] });
    expect(await versions()).toMatchObject({ versions: ['1.0.0', '1.1.0'] });
  });

  test('does not follow symbolic links, including cycles', async () => {
    const folder = temporaryFolder(entry);
    symlinkSync('..', join(folder, 'templates/x/0/up'));
    symlinkSync('x', join(folder, 'templates/y'));
    symlinkSync('../0/docker-compose.yml', join(folder, 'templates/x/1/linked.yml'));
    const found = await json(folder);
    expect(found).toMatchObject({ 'templates/x': { versions: ['1.0.0', '1.1.0'] } });
    expect(Object.keys(found)).toEqual(['templates/x']);
    expect(JSON.stringify(found)).not.toContain('linked.yml');
  });

  test('reads a worktree or submodule without its repository as a plain folder', async () => {
    const folder = temporaryFolder({ ...entry, '.git': 'gitdir: /nowhere\n' });
    expect(await runCli(folder, ['index', '.'])).toMatchObject({ code: 0, stderr: '' });
  });
});
