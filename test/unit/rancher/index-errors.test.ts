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
  ])('reports %s with %j as an error that drops the %s', (path, text, reach) => {
    const { index, template } = only(entry({ [path]: text }));
    expect(index.errors.map((error) => [error.file.path, error.reach])).toEqual([[path, reach]]);
    expect(template.phantom).toBe(reach === 'template');
    expect(template.versions).toHaveLength(reach === 'template' ? 1 : 0);
  });

  it('lists a template without config.yml as a phantom, without an error', () => {
    const { index, template } = only({ 'templates/x/0/rancher-compose.yml': block() });
    expect(template).toMatchObject({ phantom: true, id: 'c:', reachable: false });
    expect(index.errors).toEqual([]);
  });

  it('lists the entries that return 404 when they are opened', () => {
    const { template } = only({ 'templates/a:b/config.yml': config });
    expect(template).toMatchObject({ phantom: false, reachable: false });
  });

  it('reports an unreadable file, and continues', () => {
    const path = 'templates/x/config.yml';
    const index = indexCatalog([{ path, sizeBytes: 1, unread: 'unreadable' }]);
    expect(index.errors).toMatchObject([{ reach: 'template', file: { path } }]);
  });
});
