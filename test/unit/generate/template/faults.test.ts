import { describe, expect, test } from 'vitest';
import { render } from './rendered.ts';

const faultsOf = async (
  lines: string,
  partials: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> =>
  (await render({ 'docker-compose.yml': `version: '2'\nservices:\n${lines}` }, {}, partials))
    .faults;

const at = (line: number, column: number, code: string, file = 'docker-compose.yml') =>
  `${file}.hbs:${line}:${column} ${code}`;

describe('a template is rejected', () => {
  test.for([
    ['an unknown helper', '  a: {{shout word}}\n', at(3, 6, 'template-helper')],
    ['arithmetic', '  a: {{add port 1}}\n', at(3, 6, 'template-helper')],
    ['an unknown partial', '  {{> nothing}}\n', at(3, 3, 'template-helper')],
    [
      'a loop over an asked answer',
      '{{#each word}}\n  a: 1\n{{/each}}\n',
      at(3, 1, 'template-asked'),
    ],
    ['a list within text', '  a: --q={{names}}\n', at(3, 10, 'template-helper')],
    [
      'a boolean that is compared with a word',
      '{{#is cache "yes"}}\n  a: 1\n{{/is}}\n',
      at(3, 1, 'template-helper'),
    ],
    [
      'a choice that is compared with no choice',
      '{{#is kind "d"}}\n  a: 1\n{{/is}}\n',
      at(3, 1, 'template-helper'),
    ],
    ["Rancher's own template", '  a: {{ .Values.word }}\n', at(3, 9, 'template-syntax')],
    ['an operator', '{{#if cache == true}}\n  a: 1\n{{/if}}\n', at(3, 14, 'template-syntax')],
    [
      'a test of a word of an asked answer',
      '{{#words word}}\n  {{#is this "x"}}a{{/is}}\n{{/words}}\n',
      at(4, 3, 'template-asked'),
    ],
    [
      'a test of a computed answer with an asked one in it',
      '{{#is made "x"}}\n  a: 1\n{{/is}}\n',
      at(3, 1, 'template-asked'),
    ],
    ['a loop over a text', '{{#each tag}}\n  a: 1\n{{/each}}\n', at(3, 1, 'template-helper')],
    ['words of a list', '{{#words names}}\n  a: 1\n{{/words}}\n', at(3, 1, 'template-helper')],
    ['an asked answer in a helper', '  a: {{upper word}}\n', at(3, 6, 'template-asked')],
    ['an asked answer in a key', '  {{word}}: 1\n', at(3, 3, 'template-asked')],
    ['a condition in a key', '  a{{#if cache}}b{{/if}}: 1\n', at(3, 4, 'template-asked')],
    [
      'an asked answer where Rancher reads no variables',
      'secrets:\n  a: {{word}}\n',
      at(4, 6, 'template-asked'),
    ],
    ['a number as a condition', '{{#if port}}\n  a: 1\n{{/if}}\n', at(3, 1, 'template-helper')],
    [
      'a block that begins in a value and ends in the next',
      '  a: x{{#if cache}}y\n  b: z{{/if}}\n',
      at(3, 7, 'template-helper'),
    ],
    [
      'an unknown field',
      '{{#each rules}}\n  a: {{this.path}}\n{{/each}}\n',
      at(4, 8, 'template-undeclared'),
    ],
    ['a partial whose name is a number', '  {{> 123}}\n', at(3, 3, 'template-helper')],
    ['a partial with a text', '{{#> p}}\n  a: 1\n{{/p}}\n', at(3, 1, 'template-helper')],
    ['a computed partial', '{{> (lookup word)}}\n', at(3, 1, 'template-helper')],
    ['an inline partial', '{{#*inline "p"}}\n{{/inline}}\n', at(3, 1, 'template-helper')],
    ['a block with the name of an answer', '{{#cache}}\n{{/cache}}\n', at(3, 1, 'template-helper')],
    ['a loop with a hash', '{{#each names x=1}}\n{{/each}}\n', at(3, 1, 'template-helper')],
    ['a condition with a name', '{{#if cache as |x|}}\n{{/if}}\n', at(3, 1, 'template-helper')],
    ['words with two names', '{{#words word as |w i|}}\n{{/words}}\n', at(3, 1, 'template-helper')],
    ['a list that is compared', '{{#is names "x"}}\n{{/is}}\n', at(3, 1, 'template-helper')],
    ['an unknown part of a version', '  a: {{semver tag "mayor"}}\n', at(3, 6, 'template-helper')],
    [
      'a block that has no end',
      '{{#if cache}}\n{{#if cache}}\n{{/if}}\n',
      at(3, 1, 'template-syntax'),
    ],
    ['the catalog block', '{{catalog}}\n', at(3, 1, 'template-helper')],
    ['a second document', '  a: {}\n---\nservices: {b: {}}\n', at(4, 1, 'output-yaml')],
    ['text after the end of the document', '  a: {}\n...\n  b: {}\n', at(4, 1, 'output-yaml')],
    [
      'a second document in a condition',
      '  a: {}\n{{#if cache}}\n---\nservices: {}\n{{/if}}\n',
      at(5, 1, 'output-yaml'),
    ],
    [
      'a condition in a key around other values',
      'x{{#if cache}}y{{/if}}:\n  a: {{word}}\n',
      at(3, 2, 'template-asked'),
    ],
    ['the second value of a key', '  {{tag}}-{{word}}: 1\n', at(3, 11, 'template-asked')],
    [
      'a name that leads out of the template',
      '{{#each names}}\n  a: {{../../word}}\n{{/each}}\n',
      at(4, 8, 'template-undeclared'),
    ],
    [
      '@index of another loop',
      '{{#each names}}\n  a: {{@../index}}\n{{/each}}\n',
      at(4, 8, 'template-undeclared'),
    ],
    ['a misspelled name', '  a: {{wrod}}\n', at(3, 8, 'template-undeclared')],
    ['this outside of a loop', '  a: {{this}}\n', at(3, 8, 'template-undeclared')],
    ['@index outside of a loop', '  a: {{@index}}\n', at(3, 8, 'template-undeclared')],
    ['the catalog block as a value', '  a: {{catalog}}\n', at(3, 6, 'template-helper')],
    ['an anchor', '  a: &x{{tag}} 1\n', at(3, 8, 'template-helper')],
    ['what is not YAML', "  a: '{{port}}\n", at(3, 1, 'output-yaml')],
    ['a version without parts', '  a: {{semver title "major"}}\n', at(3, 6, 'template-helper')],
  ] as const)('%s', async ([, lines, expected]) => {
    expect(await faultsOf(lines)).toEqual([expected]);
  });

  test('words of an asked answer in rancher-compose.yml, once', async () => {
    const lines =
      "version: '2'\nservices:\n  a:\n    x:\n{{#words word}}\n    - {{this}}\n{{/words}}\n";
    const { faults } = await render({ 'rancher-compose.yml': lines });
    expect(faults).toEqual(['rancher-compose.yml.hbs:5:1 template-helper']);
  });

  test('a partial that includes itself, also through another', async () => {
    expect(await faultsOf('  {{> a}}\n', { a: 'x: {{> b}}\n', b: '{{> a}}\n' })).toEqual([
      'b.hbs:1:1 template-helper',
    ]);
  });

  test('partials that would become very large', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const partials = Object.fromEntries(
      names.map((name, index) => [
        name,
        index === 11 ? '{{word}}' : `{{> p${index + 1}}} {{> p${index + 1}}} {{> p${index + 1}}}`,
      ]),
    );
    const [first = '', ...others] = await faultsOf('  {{> p0}}\n', partials);
    expect(first).toMatch(/ template-syntax$/);
    expect(others).toEqual([]);
  });

  test('a fault in a partial once, however often it is included', async () => {
    const lines = '  {{> check}}\n  {{> check}}\n';
    expect(await faultsOf(lines, { check: 'a: {{nothing}}\n' })).toEqual([
      'check.hbs:1:6 template-undeclared',
    ]);
  });

  test('asked answers in files that Rancher does not process', async () => {
    const templates = {
      'nginx.conf': 'listen {{port}};\n',
      'values.yml': 'port: {{port}}\n',
      'NOTES.md': '{{#if cache}}x{{/if}}\n',
    };
    expect((await render(templates)).faults).toEqual([
      at(1, 8, 'template-asked', 'nginx.conf'),
      at(1, 7, 'template-asked', 'values.yml'),
      at(1, 1, 'template-asked', 'NOTES.md'),
    ]);
  });
});

test.for([
  ['  a: {{ .Values.word }}\n', 'this is a template of Rancher; write {{word}} here'],
  ['{{#if cache == true}}\n{{/if}}\n', 'compare an answer with {{#is answer "value"}}'],
  ['  a: {b: {{port}}}\n', 'write a space between }} and }'],
] as const)('%s has a hint', async ([lines, hint]) => {
  const text = `version: '2'\nservices:\n${lines}`;
  expect((await render({ 'docker-compose.yml': text })).hints).toEqual([hint]);
});

test('a secret in a label or a command is a warning', async () => {
  const lines =
    '  a:\n    command: [run, "--t={{token}}"]\n    labels:\n      x: {{token}}\n    environment:\n      T: {{token}}\n';
  expect(await faultsOf(lines)).toEqual([at(4, 25, 'secret-visible'), at(6, 10, 'secret-visible')]);
});

test('a list can have a thousand items', async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `n${index}`);
  const text = "version: '2'\nservices:\n{{#each names}}\n  {{this}}: {image: x}\n{{/each}}\n";
  const { files, faults } = await render({ 'docker-compose.yml': text }, { names });
  expect(faults).toEqual([]);
  expect(files.get('docker-compose.yml')?.text.split('\n')).toHaveLength(1004);
});
