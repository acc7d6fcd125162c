import { describe, expect, it } from 'vitest';
import { block, config, entry, only } from './catalog-texts.ts';

describe('indexCatalog', () => {
  it.each([
    ['007', 'c:x:7'],
    ['-1', 'c:x:-1'],
    ['+2', 'c:x:2'],
    ['1.2.3', 'c:x:1.0.0'],
    ['latest', undefined],
    ['1.0', undefined],
  ])('reads a version folder named %s', (name, id) => {
    const { template } = only({
      'templates/x/config.yml': config,
      [`templates/x/${name}/rancher-compose.yml`]: block(),
    });
    expect(template.versions[0]?.id).toBe(id);
    expect(template.ignoredFolders).toEqual(id === undefined ? [`templates/x/${name}`] : []);
  });

  it('drops a version without a version string, without an error', () => {
    const { template, index } = only(entry({ 'templates/x/1/docker-compose.yml': 'a: {}\n' }));
    expect(template.dropped.map(({ folder }) => folder)).toEqual(['templates/x/1']);
    expect(index.errors).toEqual([]);
  });

  it('uses the name of a folder as its version if that is semantic', () => {
    const { template } = only(entry({ 'templates/x/v1.2.3/docker-compose.yml': 'a: {}\n' }));
    expect(template.versionLinks['v1.2.3']).toBe('c:x:v1.2.3');
  });

  it('serves files of all depths in one list, the last one of each name', () => {
    const { template } = only(
      entry({
        'templates/x/0/sub/rancher-compose.yml': block('', '6.6.6'),
        'templates/x/0/a/readme.md': 'hi',
        'templates/x/README.md': 'never served',
      }),
    );
    const [version] = template.versions;
    expect(version?.version).toBe('6.6.6');
    expect(version?.shadowed.map(({ path }) => path)).toEqual([
      'templates/x/0/rancher-compose.yml',
    ]);
    expect(version?.readme?.path).toBe('templates/x/0/a/readme.md');
    expect(template.ignoredFiles.map(({ path }) => path)).toEqual(['templates/x/README.md']);
  });

  it('shows the last icon, and links the last of two folders with the same version', () => {
    const { template } = only(
      entry({
        'templates/x/1/rancher-compose.yml': block(),
        'templates/x/catalogIcon-a.svg': '',
        'templates/x/0/catalogIcon-z.png': '',
      }),
    );
    expect(template.iconFilename).toBe('catalogIcon-a.svg');
    expect(template.versionLinks).toEqual({ '1.0.0': 'c:x:1' });
    expect(template.defaultTemplateVersionId).toBe('c:x:1');
    expect(template.duplicates).toEqual({ '1.0.0': ['c:x:0', 'c:x:1'] });
  });

  it('links allowed upgrades that support the given Rancher version', () => {
    const { template } = only(
      entry({
        'templates/x/1/rancher-compose.yml': block('', '1.1.0'),
        'templates/x/2/rancher-compose.yml': block('  upgrade_from: ">=1.1.0"\n', '1.2.0'),
        'templates/x/3/rancher-compose.yml': block('  minimum_rancher_version: v2.0.0\n', '1.3.0'),
      }),
      { rancherVersion: 'v1.6.30' },
    );
    expect(template.versions.map((each) => Object.keys(each.upgradeVersionLinks))).toEqual([
      ['1.1.0'],
      ['1.2.0'],
      [],
      [],
    ]);
    expect(Object.keys(template.versionLinks)).toEqual(['1.0.0', '1.1.0', '1.2.0']);
  });

  it.each([
    ['templates/x', true],
    ['infra-templates/x', true],
    ['templates/a*b', false],
    ['templates/a:b', false],
    ['a*b-templates/x', false],
    ['a:b-templates/x', false],
  ])('finds the template in %s by its ID: %s', (folder, reachable) => {
    const files = {
      [`${folder}/config.yml`]: config,
      [`${folder}/0/rancher-compose.yml`]: block(),
    };
    const { template } = only(files);
    expect(template.reachable).toBe(reachable);
    expect(template.versions[0]?.reachable).toBe(reachable);
  });

  it.each([
    ['1.2.3', '1.0.0', true],
    ['1.2.3', '7', false],
    ['1.2.3', '1:0', false],
    ['0', '1:0', true],
  ])('finds a version in the folder %s with the text %s: %s', (folder, text, reachable) => {
    const { template } = only({
      'templates/x/config.yml': config,
      [`templates/x/${folder}/rancher-compose.yml`]: block('', text),
    });
    expect(template.versions[0]?.reachable).toBe(reachable);
  });

  it('does not judge what it has not read', () => {
    const { index, template } = only(entry({ 'templates/x/1/docker-compose.yml': 'a: {}\n' }), {}, [
      { path: 'templates/x/1/rancher-compose.yml', sizeBytes: 5e6, unread: 'too-large' },
    ]);
    expect(index.errors).toMatchObject([{ unchecked: true, reach: 'version' }]);
    expect(template.versions).toHaveLength(1);
  });
});
