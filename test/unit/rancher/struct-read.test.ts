import { describe, expect, test } from 'vitest';
import { readTemplateConfig } from '../../../src/rancher/template-config.ts';
import { joinedParts } from '../../../src/rancher/struct-read.ts';
import { readYaml } from '../../../src/source/read-yaml.ts';
import { entry, only } from './catalog-texts.ts';
import { launch, web } from './launch-texts.ts';

// What go-yaml e4d366f makes of these texts in the structs of both programs, by running it.

const config = (text: string) => readTemplateConfig(readYaml(text), text);
const launched = (text: string) => launch({ 'docker-compose.yml': text });
const second = "version: '2'\n";
const other = 'services:\n  other:\n    image: nginx:2\n';

describe('a file with a section twice', () => {
  test.each([
    [web + other, { web: 'nginx:1', other: 'nginx:2' }],
    [`${web}${other}  web:\n    image: nginx:3\n`, { web: 'nginx:3', other: 'nginx:2' }],
    [`${web}services:\n${other}`, { other: 'nginx:2' }],
    [
      `x: &x\n  services: {merged: {image: 'nginx:4'}}\n${web}<<: *x\n`,
      { web: 'nginx:1', merged: 'nginx:4' },
    ],
  ])('has the services of both: %j', (text, images) => {
    const { services, verdict } = launched(text);
    expect(verdict).toBe('accepted');
    const found = Object.entries(services ?? {}).map(([name, { image }]) => [name, image]);
    expect(Object.fromEntries(found)).toEqual(images);
  });

  test('loses what is before an empty one', () => {
    expect(launched(`${web}services:\n`).services).toEqual({});
  });

  test('has the labels of both in config.yml, and the last list', () => {
    const text = 'labels: {a: b}\nlabels: {c: d, 1: 2}\ncategories: [a]\ncategories: [b]\n';
    expect(config(text).config).toMatchObject({
      labels: { a: 'b', c: 'd', 1: '2' },
      categories: ['b'],
    });
  });
});

test('parts that are joined with a later one', () => {
  const parts = (text: string) => joinedParts(readYaml(text).root).length;
  expect(parts(web + other)).toBe(1);
  expect(parts('services: {}\nservices: {}\n')).toBe(0);
  expect(parts('labels: {}\nlabels: {}\n')).toBe(1);
});

describe('a key that Rancher ignores', () => {
  const broken = ['*unknown', '!!int abc', '!!binary ???', '{<<: x}', '[{y: *unknown}]'];

  test.each(broken)('can have %s as its value in a compose file', (value) => {
    expect(launched(`x: ${value}\n${web}`).verdict).toBe('accepted');
    const whole = { config: { name: 'X' }, error: undefined };
    expect(config(`x: ${value}\nname: X\n`)).toMatchObject(whole);
  });

  test.each(broken)('cannot have %s in version 1, where it is a service', (value) => {
    expect(launched(`web:\n  image: nginx:1\nx: ${value}\n`).verdict).toBe('rejected');
  });

  test.each(broken)(
    'cannot have %s in rancher-compose.yml, which is also read as a map',
    (value) => {
      const path = 'templates/x/0/rancher-compose.yml';
      const text = `${entry()[path] ?? ''}x: ${value}\n`;
      const { index } = only({ ...entry(), [path]: text });
      expect(index.errors).toMatchObject([{ reach: 'version' }]);
      const files = { 'docker-compose.yml': web, 'rancher-compose.yml': text };
      expect(launch(files)).toMatchObject({ verdict: 'rejected', stage: 'questions' });
    },
  );

  test.each([
    ['services: {a: *u}\n', "unknown anchor 'u' referenced"],
    ['*u : x\n', "unknown anchor 'u' referenced"],
    ['<<: *u\n', "unknown anchor 'u' referenced"],
  ])('does not excuse %j', (text, message) => {
    expect(launched(second + text).error).toContain(message);
  });
});

test('a map with a fault in place of text is the wrong type', () => {
  const { error } = config('name: {x: *unknown}\n');
  expect(error?.message).toContain('line 1: cannot unmarshal !!map into string');
  expect(config('labels: {x: *unknown}\n').error?.message).toContain("unknown anchor 'unknown'");
});

describe('the words for a value with a tag of its own', () => {
  test.each([
    ['categories: !foo x', '!foo `x` into []string'],
    ['categories: !!seq x', '!!seqx into []string'],
    ['labels: !!binary aGk=', '!!binary `aGk=` into map[string]string'],
    ['labels: !!str 1', '!!str `1` into map[string]string'],
    ['labels: ééééééééééé', '!!str `ééé\uFFFD...` into map[string]string'],
    ['catalogid: -1', '!!int `-1` into uint'],
    ['versions: [{revision: 18446744073709551615}]', '!!int `1844674...` into int'],
    ['versions: [{revision: !foo 1}]', '!foo `1` into int'],
    ['versions: [{revision: 1e30}]', '!!float `1e30` into int'],
  ])('%s', (text, words) => {
    expect(config(text).error?.message).toBe(
      `yaml: unmarshal errors:\n  line 1: cannot unmarshal ${words}`,
    );
  });

  test.each([
    'name: !foo x',
    'name: !!binary aGk=',
    'versions: [{revision: 9.223372036854775808e18}]',
  ])('%s is accepted', (text) => {
    expect(config(text).error).toBeUndefined();
  });
});
