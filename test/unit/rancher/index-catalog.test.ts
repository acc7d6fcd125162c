import { describe, expect, it } from 'vitest';
import { block, config, entry, only } from './catalog-texts.ts';

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

  it('accepts any top folder as a root, with the text before a dash as the base', () => {
    const { template } = only({
      'infra-templates/x/config.yml': config,
      'infra-templates/x/1/rancher-compose.yml': block(),
    });
    expect(template.versions.map(({ id }) => id)).toEqual(['c:infra*x:1']);
  });

  it('merges two templates whose base and name form the same id', () => {
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
});
