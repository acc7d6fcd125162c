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

describe('values of partials', () => {
  test('a partial that needs a value which a call does not pass, at that call', async () => {
    const partials = { check: 'a: {{probe}}\nb: {{upper path}}\n' };
    const calls = ['probe=1 path="/"', 'path="/"', 'probe=3'];
    const lines = calls.map((values) => `  {{> check ${values}}}\n`).join('');
    expect(await faultsOf(lines, partials)).toEqual([
      at(4, 3, 'template-undeclared'),
      at(5, 3, 'template-undeclared'),
    ]);
  });

  test.for([
    ['a name in quotes', '{{> "check" path="/"}}'],
    ['a name in brackets', '{{> [check] path="/"}}'],
    ['no space before the name', '{{>check path="/"}}'],
    ['a value with braces', '{{> check path="{}"}}'],
  ])('a call with %s is one', async ([, call]) => {
    const partials = { check: 'a: {{path}}\n' };
    expect(await faultsOf(`  ${call}\n  {{> check}}\n`, partials)).toEqual([
      at(4, 3, 'template-undeclared'),
    ]);
  });

  test.for([
    ['a comment', '{{! > check path="/"}}'],
    ['a comment with braces', '{{!-- {{> check path="/"}} --}}'],
    ['what is escaped', '# \\{{> check path="/"}}'],
  ])('a call in %s is none', async ([, call]) => {
    const partials = { check: '{{#if path}}\na: 1\n{{/if}}\n' };
    expect(await faultsOf(`  {{> check}}\n${call}\n`, partials)).toEqual([
      'check.hbs:1:7 template-undeclared',
    ]);
  });

  test('a value that only a comment in a partial names', async () => {
    const partials = { check: '{{!-- {{path}} --}}\na: 1\n' };
    expect(await faultsOf('  {{> check path="/"}}\n', partials)).toEqual([
      at(3, 3, 'template-undeclared'),
    ]);
  });

  test('a misspelt name of a value that a partial needs, once', async () => {
    const partials = { check: 'a: {{path}}\n' };
    expect(await faultsOf('  {{> check pth=1}}\n', partials)).toEqual([
      at(3, 3, 'template-undeclared'),
    ]);
    const lines = '  {{> check pth=1}}\n  {{> check path=1}}\n  {{> check}}\n';
    expect(await faultsOf(lines, partials)).toEqual([
      at(3, 3, 'template-undeclared'),
      at(5, 3, 'template-undeclared'),
    ]);
  });

  test('a value that a partial does not use', async () => {
    const partials = {
      check: '{{#if path}}\n{{> inner x=path}}\n{{/if}}\n',
      inner: 'a: {{x}}{{y}}\n',
    };
    const { faults, hints } = await render(
      { 'docker-compose.yml': '{{> check path="p" y="q"}}\n{{> check pth="p" y="q"}}\n' },
      {},
      partials,
    );
    expect([faults, hints]).toEqual([[at(2, 1, 'template-undeclared')], ['did you mean path?']]);
  });

  test('a test in a partial of a name that no call passes', async () => {
    const partials = { check: '{{#if pth}}\na: 1\n{{/if}}\n' };
    expect(await faultsOf('  {{> check}}\n', partials)).toEqual([
      'check.hbs:1:7 template-undeclared',
    ]);
  });
});
