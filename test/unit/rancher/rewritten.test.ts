import { describe, expect, test } from 'vitest';
import { block, entry, only } from './catalog-texts.ts';
import { launch, web } from './launch-texts.ts';

// go-yaml e4d366f writes floats with 32 bits (encode.go, floatv), and breaks lines behind column 80.

describe('a value that is written as YAML and read again', () => {
  test.each([
    ['3.14159265359', '3.1415927'],
    ['20170101.1', '2.0170102e+07'],
    ['1e39', '.inf'],
    ['133015.626', '133015.62'],
    ['1.10', '1.1'],
    ['2.0', '2'],
    ['0x1F', '31'],
    ['yes', 'true'],
  ])('%s is %s', (value, text) => {
    const path = 'templates/x/0/rancher-compose.yml';
    const { template } = only({ ...entry(), [path]: block('', value) });
    expect(template.versions.map(({ version }) => version)).toEqual([text]);
    const { services } = launch({
      'docker-compose.yml': `version: '2'\nservices:\n  web:\n    image: nginx:1\n    labels:\n      a: b\n    mem_limit: ${value === 'yes' || value === '1e39' ? '1' : value}\n`,
    });
    expect(services).toMatchObject({ web: { image: 'nginx:1' } });
  });

  test('is shown as it was written in an error', () => {
    const { error } = launch({
      'docker-compose.yml': web,
      'rancher-compose.yml': "version: '2'\ncatalog:\n  questions: 0x1F\n",
    });
    expect(error).toContain('cannot unmarshal !!int `31` into []model.Question');
  });

  test.each([
    ['a description of two lines', 'word '.repeat(20)],
    ['a description in quotes', `it's: ${'word '.repeat(20)}`],
  ])('moves the line of an error behind %s', (_, description) => {
    const long = `  questions:\n  - variable: A\n    description: ${JSON.stringify(description)}\n    required: "x"\n`;
    const { error } = launch({
      'docker-compose.yml': web,
      'rancher-compose.yml': `version: '2'\ncatalog:\n${long}`,
    });
    expect(error).toContain('line 4: cannot unmarshal !!str `x` into bool');
  });
});
