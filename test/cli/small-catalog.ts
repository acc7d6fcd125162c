/** A catalog of one entry with two versions. */
export const smallCatalog: Readonly<Record<string, string>> = {
  'templates/x/config.yml': 'name: X\nversion: 1.0.0\ncategory: T\n',
  'templates/x/catalogIcon-x.svg': '<svg/>',
  'templates/x/0/docker-compose.yml': 'web:\n  image: nginx:1\n',
  'templates/x/0/rancher-compose.yml':
    '.catalog:\n  version: 1.0.0\n  questions:\n  - {variable: A, type: boolean, default: yes}\nweb:\n  scale: 1\n',
  'templates/x/1/docker-compose.yml': 'web:\n  image: nginx:2\n',
  'templates/x/1/rancher-compose.yml': '.catalog: {version: 1.1.0}\n',
};
