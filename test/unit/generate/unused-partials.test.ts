import { expect, test } from 'vitest';
import { unusedPartials } from '../../../src/generate/unused-partials.ts';

const file = (output: string, text: string) => ({ path: `mine/${output}.hbs`, output, text });

test('a partial is used if a template includes it, or a partial that one includes', () => {
  const templates = [file('docker-compose.yml', 'a: {{> one port=1}}\n{{~> "two"}}\n')];
  const partials = [
    file('one', '{{> three}}'),
    file('two', ''),
    file('three', '{{>one}}'),
    file('four', '{{> five}}'),
    file('five', '{{> four}}'),
  ];
  expect(unusedPartials(templates, partials).map(({ at }) => at?.file)).toEqual([
    'mine/four.hbs',
    'mine/five.hbs',
  ]);
});

test('none is reported if a name is misspelt, which is an error', () => {
  const templates = [file('docker-compose.yml', 'a: {{> logs}}\n')];
  expect(unusedPartials(templates, [file('logging', '')])).toEqual([]);
});
