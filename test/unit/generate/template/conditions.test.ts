import { describe, expect, test } from 'vitest';
import { compose, render } from './rendered.ts';

describe('a condition', () => {
  test('is on lines of its own, whatever quotes it has', async () => {
    const lines = '{{#is word "a\\"b"}}\n  a: {}\n{{/is}}\n';
    expect(await compose(lines)).toBe('{{- if eq .Values.word "a\\"b" }}\n  a: {}\n{{- end }}\n');
  });

  test('can start with the opposite', async () => {
    expect(await compose('{{^if cache}}\n  a: {}\n{{/if}}\n')).toBe(
      '{{- if ne .Values.cache "true" }}\n  a: {}\n{{- end }}\n',
    );
    expect(await compose('{{^is kind "a"}}\n  a: {}\n{{else}}\n  b: {}\n{{/is}}\n')).toBe(
      '{{- if eq .Values.kind "a" }}\n  b: {}\n{{- else }}\n  a: {}\n{{- end }}\n',
    );
  });

  test('within a value can have nothing in one of its branches', async () => {
    const made = (text: string) => `  a:\n    image: "app:1${text}"\n`;
    for (const [tags, text] of [
      ['{{#if cache}}{{else}}-d{{/if}}', '{{if ne .Values.cache `true`}}-d{{end}}'],
      ['{{#if cache}}-c{{else}}{{/if}}', '{{if eq .Values.cache `true`}}-c{{end}}'],
    ] as const) {
      expect(await compose(`  a:\n    image: app:1${tags}\n`)).toBe(made(text));
    }
  });

  test('that is given does not hold for an empty list', async () => {
    const lines = '{{#given names}}\n  a: {{default names "none"}}\n{{/given}}\n';
    expect(await compose(lines, { names: ['x'] })).toBe('  a: ["x"]\n');
    expect(await compose(`${lines}  b: {{default names "none"}}\n`, { names: [] })).toBe(
      '  b: none\n',
    );
  });

  test('on a certificate does not hold if none is chosen, for which Rancher sends a text', async () => {
    const declared = {
      cert: {
        title: 'C',
        description: 'D.',
        type: 'string',
        default: '',
        'x-rancher': { type: 'certificate' },
      },
    };
    const made = async (open: string, close: string) => {
      const text = `version: '2'\nservices:\n${open}\n  a: {}\n${close}\n`;
      const { files, faults } = await render({ 'docker-compose.yml': text }, {}, {}, declared);
      expect(faults).toEqual([]);
      return files.get('docker-compose.yml.tpl')?.text.split('\n')[2];
    };
    expect(await made('{{#if cert}}', '{{/if}}')).toBe(
      '{{- if not (or (eq .Values.cert "") (eq .Values.cert "<nil>")) }}',
    );
    expect(await made('{{#is cert ""}}\n{{else}}', '{{/is}}')).toBe('{{- if ne .Values.cert "" }}');
  });

  test('in the words of an asked text reads the answers of the entry', async () => {
    const lines =
      '{{#words word}}\n{{#if cache}}\n  - {{this}}\n  - {{cache}}\n{{/if}}\n{{else}}\n  - {{kind}}\n{{/words}}\n';
    expect(await compose(`  a:\n${lines}`)).toBe(
      [
        '  a:',
        '{{- range $word1 := splitPreserveQuotes .Values.word }}',
        '{{- if eq $.Values.cache "true" }}',
        '  - {{ quote (replace "$" "$$" $word1) }}',
        '  - {{ if eq $.Values.cache "true" }}true{{ else }}false{{ end }}',
        '{{- end }}',
        '{{- else }}',
        '  - "${kind}"',
        '{{- end }}',
        '',
      ].join('\n'),
    );
  });
});

test('values in a comment leave no braces for the template pass', async () => {
  const lines = '  a: {} # {{tag}}{{tag}} {{tag}}{x\n  b: "{{#if cache}}c{{/if}}"\n';
  expect(await compose(lines, { tag: '{' })).toMatch(/^ {2}a: \{\} # {2}\{ {2}\{ {3}\{ \{x\n/);
});

test('a version that is an answer decides where Rancher reads variables', async () => {
  const text =
    'version: "{{tag}}"\nservices:\n  a: {image: x}\nsecrets:\n  s: {file: "{{word}}"}\n';
  const { messages } = await render({ 'docker-compose.yml': text }, { tag: '2' });
  expect(messages).toEqual(['Rancher can ask for word, and it replaces no variables in secrets']);
});

test.for([
  ['{{> (lookup word)}}', 'write {{> name}} in {{#is answer "value"}}'],
  ['{{#names}}{{/names}}', 'write {{#each names}} or {{#unless names}}'],
  ['{{if cache}}', 'did you mean {{#if answer}} … {{else}} … {{/if}}?'],
  ['{{#upper tag}}{{/upper}}', 'did you mean {{upper answer}}?'],
  ['{{semver tag "mayor"}}', 'did you mean "major"?'],
  ['{{#if cache}}', 'write {{/if}} where it ends'],
  ['{{answer_table}}', 'remove it here'],
])('%s has a hint', async ([text, hint]) => {
  const { hints } = await render({ 'docker-compose.yml': `version: '2'\nx: ${text}\n` });
  expect(hints).toEqual([hint]);
});
