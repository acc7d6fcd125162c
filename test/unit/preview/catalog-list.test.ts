import { describe, expect, test } from 'vitest';
import { lintTemplate } from '../../../src/lint/lint-template.ts';
import { catalogCards, filesByFolder, lintCounts } from '../../../src/preview/catalog-list.ts';
import { textFile, type CatalogFile } from '../../../src/rancher/catalog-file.ts';
import { listedCards } from '../../../src/rancher/form/list-page.ts';
import { indexCatalog } from '../../../src/rancher/index-catalog.ts';

const block = (more = '') => `version: '2'\ncatalog: {version: 1.0.0${more}}\n`;

const filesOf = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([path, text]) => textFile(path, text));

const texts = {
  'README.md': '',
  'templates/b/config.yml': 'name: B\n',
  'templates/b/catalogIcon-b.svg': '<svg/>',
  'templates/b/0/rancher-compose.yml': block(),
  'templates/b/0/docker-compose.yml': 'web: {image: nginx}\n',
  'templates/b/1/rancher-compose.yml': block(),
  'templates/a/config.yml': 'name: A\n',
  'templates/a/1.0.0/docker-compose.yml': 'web: {image: nginx}\n',
  'templates/none/config.yml': 'name: no version\n',
  'templates/empty/config.yml': 'name: version without text\n',
  'templates/empty/0/docker-compose.yml': 'web: {image: nginx}\n',
  'templates/late/config.yml': 'name: for a later Rancher\n',
  'templates/late/0/rancher-compose.yml': block(', minimum_rancher_version: v1.7.0'),
  'templates/nameless/0/rancher-compose.yml': block(),
};

const options = { catalogId: 'c', rancherVersion: 'v1.6.30' };

describe('the cards of a catalog', () => {
  test('are those of the templates with a version for this Rancher', () => {
    const cards = catalogCards(filesOf(texts), options);
    expect(listedCards(cards, { category: 'all', search: '', bases: [''] })).toMatchObject([
      { id: 'c:', name: '', phantom: true },
      { id: 'c:a', name: 'A', iconPath: '' },
      { id: 'c:b', name: 'B', iconPath: 'templates/b/catalogIcon-b.svg', folder: 'templates/b' },
    ]);
  });

  test('are those of the index', () => {
    const { templates } = indexCatalog(filesOf(texts), options);
    const listed = templates.filter(({ versionLinks }) => Object.keys(versionLinks).length > 0);
    expect(catalogCards(filesOf(texts), options).map(({ id, folder }) => [id, folder])).toEqual(
      listed.map(({ id, folder }) => [id, folder]),
    );
  });

  test('need the texts of config.yml and one version', () => {
    const loaded: string[] = [];
    const load = (file: CatalogFile) => {
      loaded.push(file.path);
      return textFile(file.path, texts[file.path as keyof typeof texts]);
    };
    const names = Object.keys(texts)
      .filter((path) => path.startsWith('templates/b/'))
      .map((path) => ({ path, sizeBytes: 0 }));
    expect(catalogCards(names, { ...options, load })).toHaveLength(1);
    expect(loaded).toEqual(['templates/b/config.yml', 'templates/b/1/rancher-compose.yml']);
  });
});

test('the files of a template are those of all folders that make it', () => {
  const files = filesOf({
    'templates/infrax/config.yml': '',
    'infra-templates/x/config.yml': '',
    'templates/y/config.yml': '',
    'README.md': '',
  });
  const folders = filesByFolder(files);
  const paths = (folder: string) => folders.get(folder)?.map(({ path }) => path);
  expect(paths('templates/infrax')).toEqual([
    'templates/infrax/config.yml',
    'infra-templates/x/config.yml',
  ]);
  expect(paths('infra-templates/x')).toEqual(paths('templates/infrax'));
  expect(paths('templates/y')).toEqual(['templates/y/config.yml']);
  expect(folders.size).toBe(3);
});

test('the findings of a template are counted by severity', () => {
  const files = filesOf({
    'templates/x/config.yml': 'name: X\nversion: 1.0.0\n',
    'templates/x/0/rancher-compose.yml': block(),
    'templates/x/0/docker-compose.yml': 'web: {image: nginx, nothing: 1}\n',
  });
  const counts = lintCounts(lintTemplate(files));
  expect(counts.error).toBe(1);
  expect(counts.warning).toBeGreaterThan(0);
  expect(Object.keys(counts)).toEqual(['error', 'warning', 'info']);
});
