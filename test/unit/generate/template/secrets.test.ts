import { describe, expect, test } from 'vitest';
import { properties, render, type Properties } from './rendered.ts';

const secret = 'SECRET1';

const texts = { title: 'T', description: 'D.' };
const hidden = { 'x-rancher': { secret: true } };
const never = { 'x-rancher': { secret: true, ask: 'never' } };
const list = { ...texts, type: 'array', default: [], ...hidden };
const fields = { name: { type: 'string' }, value: { type: 'string' } };
const item = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'value'],
  properties: fields,
};

const declared: Properties = {
  word: { ...texts, type: 'string', default: 'w' },
  token: { ...texts, type: 'string', default: 'DEFAULT1', ...hidden },
  pin: { ...texts, type: 'string', default: secret, ...never },
  empty: { ...texts, type: 'string', default: '', 'x-rancher': { ask: 'never' } },
  parts: { ...list, items: { type: 'string' } },
  keys: { ...list, items: item },
  asked_url: { 'x-value': 'pg://{{token}}@db' },
  url: { 'x-value': 'pg://{{pin}}@db' },
  longer: { 'x-value': '{{upper url}}{{#each keys}}{{lower value}}{{/each}}' },
};

/** The ways in which the value of a secret can get into a text. */
const uses = [
  '{{pin}} {{text pin}} {{url}} {{text url}} {{longer}} {{lower longer}}',
  '{{upper pin}} {{lower (trim pin)}} {{base64 pin}} {{json keys}} {{join parts ", "}} {{indent 2 pin}}',
  '{{default pin "x"}} {{default empty pin}} {{base64 url}} {{keys}} {{text parts}}',
  '{{#each keys}}{{name}} {{this.value}} {{json this}} {{upper value}} {{/each}}',
  '{{#each keys as |key index|}}{{key.value}}{{index}}{{/each}}',
  '{{#each parts}}{{this}} {{../url}}{{/each}}',
  '{{#words pin}}{{this}}{{/words}}',
  '{{> shown value=pin}}',
  '{{> shown value=(upper url)}}',
  '',
].join('\n');

const answers = { keys: [{ name: secret, value: secret }], parts: [secret] };

const partials = { shown: 'a {{value}} {{lower value}} {{#if value}}{{pin}}{{/if}}\n' };

const made = async (file: string, text: string, fixed = {}) =>
  render({ [file]: text }, { ...answers, ...fixed }, partials, declared);

describe('a secret', () => {
  test('that is fixed is never in Markdown', async () => {
    const { files, faults } = await made('NOTES.md', uses);
    const text = files.get('NOTES.md')?.text ?? '';
    expect(faults).toEqual([]);
    expect(text.split('fixed').length).toBeGreaterThan(25);
    expect(text.replaceAll(/fixed|`0`|[a\s]/g, '')).toBe('');
  });

  test('that is asked is never in Markdown, and neither is its default', async () => {
    const { files } = await made('NOTES.md', '{{token}} {{text token}} {{asked_url}} {{word}}\n');
    expect(files.get('NOTES.md')?.text).toBe('asked asked asked `w`\n');
    const fixed = await made('NOTES.md', '{{token}} {{asked_url}}\n', { token: secret });
    expect(fixed.files.get('NOTES.md')?.text).toBe('fixed fixed\n');
  });

  test('is in other files', async () => {
    const { files } = await made('a.conf', '{{url}} {{#each keys}}{{value}}{{/each}}\n');
    expect(files.get('a.conf')?.text).toBe(`pg://${secret}@db ${secret}\n`);
  });

  test.for(['{{semver pin "major"}}', '{{#if (semver url "major")}}x{{/if}}'])(
    'is not named by the fault of %s',
    async (text) => {
      const { faults, messages } = await made('a.conf', text);
      expect(faults).toEqual(['a.conf.hbs:1:1 template-helper']);
      expect(messages.join('\n')).not.toMatch(/SECRET|pg:/);
    },
  );

  test('does not hide other answers', async () => {
    const text = '{{word}} {{#each names}}{{this}}{{/each}} {{made}}\n';
    const { files } = await render({ 'NOTES.md': text }, {}, {}, properties);
    expect(files.get('NOTES.md')?.text).toBe('`w` `x``y $z` `shop-w`\n');
  });
});
