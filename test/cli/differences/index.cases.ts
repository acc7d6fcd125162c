import { entry, indexes, indexesAs, launches, lints, type Difference } from './difference.ts';

const compose = (version: string, more = '') =>
  `version: '2'\ncatalog:\n  version: ${version}\n${more}`;
const next = {
  '1/docker-compose.yml': entry['0/docker-compose.yml'] ?? '',
  '1/README.md': '# X\n',
};
const wide = "  upgrade_from: '>=1.0.0-0 <2.0.0-0'\n";

/** What the catalog service makes of an entry. */
export const indexDifferences: readonly Difference[] = [
  {
    name: 'a list as the labels of the catalog block',
    files: { '0/rancher-compose.yml': compose('1.0.0', '  labels: [a=b]\n') },
    runs: [
      launches(0, 'nginx:1.13'),
      indexes(1, 'cannot unmarshal !!seq into map[string]string', 'Rancher drops this version'),
      lints(1, 'index-catalog-type'),
    ],
  },
  {
    name: 'two versions with the preselected text',
    files: { ...next, '1/rancher-compose.yml': compose('1.0.0') },
    runs: [
      indexes(0, 'preselects catalog:x:1'),
      indexesAs(0, '"defaultTemplateVersionId": "catalog:x:1"', '"1.0.0": "catalog:x:1"'),
      lints(1, 'version-duplicate'),
    ],
  },
  {
    name: 'a rancher-compose.yml of more than 1 MiB',
    files: { '0/rancher-compose.yml': `${compose('1.0.0')}# ${'x'.repeat(1_100_000)}\n` },
    runs: [indexes(0, '1 template, 1 version, 0 errors'), launches(0, 'nginx:1.13')],
  },
  {
    name: 'the range that this program wrote',
    files: {
      ...next,
      '0/rancher-compose.yml': compose('1.0.0', wide),
      '1/rancher-compose.yml': compose('1.1.0', wide),
    },
    runs: [
      indexesAs(0, '"upgradeVersionLinks": {}'),
      lints(1, 'upgrade-from-misread', '>=1.0.0-0 <2.0.0-0 || =1.0.0'),
    ],
  },
  {
    name: 'a range with v before its versions',
    files: {
      ...next,
      'config.yml': 'name: X\nversion: v1.0.0\ncategory: T\n',
      '0/rancher-compose.yml': compose('v1.0.0'),
      '1/rancher-compose.yml': compose('v1.1.0', "  upgrade_from: '>=v1.0.0'\n"),
    },
    runs: [indexesAs(0, '"upgradeVersionLinks": { "v1.1.0": "catalog:x:1" }'), lints(0)],
  },
];
