import { describe, expect, test } from 'vitest';
import { textFile } from '../../../../src/rancher/catalog-file.ts';
import {
  cardOf,
  listCategories,
  listedCards,
  type CatalogCard,
} from '../../../../src/rancher/form/list-page.ts';
import { shownFrame } from '../../../../src/rancher/form/shown-page.ts';
import { indexCatalog } from '../../../../src/rancher/index-catalog.ts';
import { newPage } from './form-texts.ts';

function cards(configs: Readonly<Record<string, string>>, catalogId = 'c'): CatalogCard[] {
  const files = Object.entries(configs).flatMap(([folder, config]) => [
    textFile(`${folder}/config.yml`, config),
    textFile(`${folder}/0/rancher-compose.yml`, "version: '2'\ncatalog: {version: 1.0.0}\n"),
  ]);
  return indexCatalog(files, { catalogId }).templates.map((each) => cardOf(each, catalogId));
}

const all = { category: 'all', search: '', bases: [''] };
const names = (shown: readonly CatalogCard[]) => shown.map(({ name }) => name);

describe('the list', () => {
  const some = cards({
    'templates/a': 'name: redis\ndescription: Key-Value store\ncategory: Databases\n',
    'templates/b': 'name: Zabbix\ncategories: [Monitoring, databases]\n',
    'templates/d': 'name: "Élan"\ncategory: ""\n',
    'templates/c': 'name: hidden\ncategories: [Databases, System]\n',
    'infra-templates/i': 'name: ipsec\ncategory: Networking\n',
    'kubernetes-templates/k': 'name: k8s app\ncategory: Apps\n',
  });

  test('is sorted by the code of letters, without other bases and the category system', () => {
    expect(names(listedCards(some, all))).toEqual(['Zabbix', 'redis', 'Élan']);
    expect(names(listedCards(some, { ...all, bases: ['', 'infra'] }))).toEqual([
      'Zabbix',
      'ipsec',
      'redis',
      'Élan',
    ]);
  });

  test.each([
    ['DATABASES', '', ['Zabbix', 'redis']],
    ['networking', '', []],
    ['all', 'VALUE', ['redis']],
    ['all', 'É', ['Élan']],
    ['all', 'Databases', []],
    ['monitoring', 'zab', ['Zabbix']],
  ])('has for %j and %j: %j', (category, search, found) => {
    expect(names(listedCards(some, { ...all, category, search }))).toEqual(found);
  });

  test('offers the categories of all bases in their first spelling', () => {
    expect(listCategories(some)).toEqual(['all', 'Apps', 'Databases', 'Monitoring', 'Networking']);
  });
});

describe('the ribbon', () => {
  test.each([
    ['rancher', 'library', { text: 'Rancher Labs', kind: 'rancher' }],
    ['rancher', 'c', undefined],
    ['Rancher  LABS!', 'c', undefined],
    ['Rancher  LABS!', 'library', { text: 'Rancher  LABS!', kind: 'thirdparty' }],
    ['partner', 'c', { text: 'Official', kind: 'partner' }],
    ['ACME', 'c', { text: 'ACME', kind: 'thirdparty' }],
    ['', 'library', undefined],
  ])('for %j in %s is %j', (label, catalogId, ribbon) => {
    const config = `name: X\nlabels: {io.rancher.certified: '${label}'}\n`;
    expect(cards({ 'templates/x': config }, catalogId)[0]?.ribbon).toEqual(ribbon);
  });
});

test('a template whose config.yml cannot be read has a card without a name', () => {
  expect(cards({ 'templates/x': 'name: [\n' })).toMatchObject([
    { id: 'c:', name: '', phantom: true, reachable: false },
  ]);
});

describe('the page around the questions', () => {
  const page = newPage({
    'config.yml':
      'name: Redis\nversion: 1.0.0\nprojectURL: redis.io\ncategories: [DB, Cache]\nlabels: {io.rancher.certified: rancher}\n',
    '0/rancher-compose.yml': "version: '2'\ncatalog: {version: 1.0.0}\n",
  });

  test('of a new stack', () => {
    expect(shownFrame(page)).toEqual({
      heading: 'Catalog:',
      title: 'Add Redis Stack',
      support: 'Maintained by community members',
      categories: 'DB, Cache',
      projectLink: 'http://redis.io',
      versionPrompt: 'Choose a version...',
      versionHelp: 'Select a version of the template to deploy',
      hasName: true,
      hasStart: true,
      submit: 'Launch',
    });
  });

  test('of an upgrade has no choice of the start, but a name', () => {
    expect(shownFrame({ ...page, mode: 'upgrade' })).toMatchObject({
      heading: 'Upgrade:',
      title: 'Upgrade Redis Stack',
      versionHelp: 'Select a version of the template to upgrade to',
      hasName: true,
      hasStart: false,
      submit: 'Upgrade',
    });
  });

  test.each([
    ['infra', false, false],
    ['kubernetes', true, false],
  ])('of the base %s has a name: %j, a choice of the start: %j', (base, hasName, hasStart) => {
    const template = { ...page.template, base };
    expect(shownFrame({ ...page, template })).toMatchObject({ hasName, hasStart });
  });

  test('has a link only to a project that has one, and keeps its scheme', () => {
    const link = (projectUrl: string) =>
      shownFrame({ ...page, template: { ...page.template, projectUrl } }).projectLink;
    expect(['', '//a', 'HTTPS://a', 'a:80'].map(link)).toEqual([
      '',
      '//a',
      'HTTPS://a',
      'http://a:80',
    ]);
  });

  test('names the support by Rancher in its own catalog', () => {
    const template = { ...page.template, catalogId: 'library' };
    expect(shownFrame({ ...page, template }).support).toBe('Officially Certified');
  });
});
