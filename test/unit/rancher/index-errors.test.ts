import { describe, expect, it } from 'vitest';
import { indexCatalog } from '../../../src/rancher/index-catalog.ts';
import { block, config, entry, only } from './catalog-texts.ts';

describe('indexCatalog', () => {
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

  it('says which entries give 404 when they are opened', () => {
    const { template } = only({ 'templates/a:b/config.yml': config });
    expect(template).toMatchObject({ phantom: false, reachable: false });
  });

  it('reports a file that cannot be read, and goes on', () => {
    const path = 'templates/x/config.yml';
    const index = indexCatalog([{ path, sizeBytes: 1, unread: 'unreadable' }]);
    expect(index.errors).toMatchObject([{ reach: 'template', file: { path } }]);
  });
});
