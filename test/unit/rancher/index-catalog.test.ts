import { describe, expect, it } from 'vitest';
import type { CatalogFile } from '../../../src/rancher/catalog-file.ts';
import { indexCatalog } from '../../../src/rancher/index-catalog.ts';

/** A catalog of path → text. */
function catalog(texts: Readonly<Record<string, string>>): CatalogFile[] {
  return Object.entries(texts).map(([path, text]) => ({ path, sizeBytes: text.length, text }));
}

const config = 'name: X\nversion: 1.0.0\ncategory: T\n';
const block = (more = '', version = '1.0.0') =>
  `version: '2'\ncatalog:\n  version: ${version}\n${more}`;

function only(texts: Readonly<Record<string, string>>, options = {}) {
  const index = indexCatalog(catalog(texts), { catalogId: 'c', ...options });
  const [template] = index.templates;
  if (!template) throw new Error('no template');
  return { index, template };
}

const entry = (more: Readonly<Record<string, string>> = {}) => ({
  'templates/x/config.yml': config,
  'templates/x/0/rancher-compose.yml': block(),
  ...more,
});

const question = (value: string) => `  - {variable: V, default: ${value}}\n`;

describe('indexCatalog', () => {
  it('serves an entry with its default version', () => {
    const { template, index } = only(entry({ 'templates/x/catalogIcon-x.svg': '<svg/>' }));
    expect(template).toMatchObject({
      id: 'c:x',
      folder: 'templates/x',
      defaultTemplateVersionId: 'c:x:0',
      iconFilename: 'catalogIcon-x.svg',
      versionLinks: { '1.0.0': 'c:x:0' },
      config: { name: 'X', categories: ['T'] },
    });
    expect(index.errors).toEqual([]);
  });

  it('takes any top folder for a root, and its text before a dash for the base', () => {
    const { template } = only({
      'infra-templates/x/config.yml': config,
      'infra-templates/x/1/rancher-compose.yml': block(),
    });
    expect(template.versions.map(({ id }) => id)).toEqual(['c:infra*x:1']);
  });

  it('lets one of two templates swallow the other where base and name run together', () => {
    const { index, template } = only({
      'infra-templates/x/config.yml': config,
      'infra-templates/x/0/rancher-compose.yml': block(),
      'templates/infrax/config.yml': config,
      'templates/infrax/1/rancher-compose.yml': block('', '2.0.0'),
    });
    expect(index.templates).toHaveLength(1);
    expect(template.folders).toEqual(['infra-templates/x', 'templates/infrax']);
    expect(Object.values(template.versionLinks)).toEqual(['c:infrax:0', 'c:infrax:1']);
  });

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

  it('drops a version without a version text, and says nothing', () => {
    const { template, index } = only(entry({ 'templates/x/1/docker-compose.yml': 'a: {}\n' }));
    expect(template.dropped.map(({ folder }) => folder)).toEqual(['templates/x/1']);
    expect(index.errors).toEqual([]);
  });

  it('gives a folder that is a semantic version this version', () => {
    const { template } = only(entry({ 'templates/x/v1.2.3/docker-compose.yml': 'a: {}\n' }));
    expect(template.versionLinks['v1.2.3']).toBe('c:x:v1.2.3');
  });

  it.each([
    ['templates/x/config.yml', 'name: [a]\n', 'template'],
    ['templates/x/config.yml', 'categories: a\n', 'template'],
    ['templates/x/0/rancher-compose.yml', 'catalog: [\n', 'version'],
    ['templates/x/0/rancher-compose.yml', "version: '2.1'\ncatalog: {}\n", 'version'],
    ['templates/x/0/rancher-compose.yml', block('  questions: {a: b}\n'), 'version'],
    ['templates/x/0/rancher-compose.yml', block('  questions: [{required: "true"}]\n'), 'version'],
    ['templates/x/0/rancher-compose.yml', block('  questions: [{min: "1"}]\n'), 'version'],
    ['templates/x/0/rancher-compose.yml', block('  questions: [{options: a}]\n'), 'version'],
  ])('%s with %j is an error that costs the %s', (path, text, reach) => {
    const { index, template } = only(entry({ [path]: text }));
    expect(index.errors.map((error) => [error.file.path, error.reach])).toEqual([[path, reach]]);
    expect(template.phantom).toBe(reach === 'template');
    expect(template.versions).toHaveLength(reach === 'template' ? 1 : 0);
  });

  it('makes a phantom of a template without config.yml, without an error', () => {
    const { index, template } = only({ 'templates/x/0/rancher-compose.yml': block() });
    expect(template).toMatchObject({ phantom: true, id: 'c:', reachable: false });
    expect(index.errors).toEqual([]);
  });

  it('reads answers after the round trip through YAML 1.1', () => {
    const values = ['true', '010', '1.10', 'yes', 'null', '1e3', '2017-01-01', '0x1F', '1_000'];
    const { template } = only(
      entry({
        'templates/x/0/rancher-compose.yml': block(
          `  questions:\n${values.map(question).join('')}  - {variable: N, options: [4.0, 3.2], min: 1.5}\n`,
          '1.10',
        ),
      }),
    );
    const { questions } = template.versions[0]?.block ?? { questions: [] };
    expect(questions.map((each) => each.default)).toEqual([
      'true',
      '8',
      '1.1',
      'true',
      '',
      '1000',
      '2017-01-01',
      '31',
      '1000',
      '',
    ]);
    expect(questions.at(-1)).toMatchObject({ variable: 'false', options: ['4', '3.2'], min: 1 });
    expect(template.versions[0]?.version).toBe('1.1');
  });

  it('serves files of all depths side by side, the last of a name', () => {
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

  it('shows the last icon, and links the last of two versions with one text', () => {
    const { template } = only(
      entry({
        'templates/x/1/rancher-compose.yml': block(),
        'templates/x/catalogIcon-a.svg': '',
        'templates/x/0/catalogIcon-z.png': '',
      }),
    );
    expect(template.iconFilename).toBe('catalogIcon-a.svg');
    expect(template.versionLinks).toEqual({ '1.0.0': 'c:x:1' });
    expect(template.defaultTemplateVersionId).toBe('c:x:0');
  });

  it('links what may be upgraded to, within the bounds of the Rancher at hand', () => {
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

  it('says which entries give 404 when they are opened', () => {
    const { template } = only({ 'templates/a:b/config.yml': config });
    expect(template).toMatchObject({ phantom: false, reachable: false });
  });

  it('reports a file that cannot be read, and goes on', () => {
    const path = 'templates/x/config.yml';
    const index = indexCatalog([{ path, sizeBytes: 1, unread: 'unreadable' }]);
    expect(index.errors).toMatchObject([{ reach: 'template', message: 'permission denied' }]);
  });
});
