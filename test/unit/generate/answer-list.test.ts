import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderAnswerTable } from '../../../src/generate/render-answer-table.ts';
import type { AnswerSpec } from '../../../src/model/answers.ts';
import { readmeHtml } from '../../../src/preview/readme-html.ts';

const spec = (name: string, more: Partial<AnswerSpec>): AnswerSpec => ({
  name,
  variable: name,
  title: name,
  description: 'A text',
  default: '',
  schema: { type: 'string' },
  ask: 'always',
  when: {},
  secret: false,
  required: false,
  type: 'string',
  options: [],
  ...more,
});

const listOf = (one: AnswerSpec, value: string) =>
  renderAnswerTable(new Map([[one.name, one]]), {
    fixed: new Map([[one.name, value]]),
    asked: new Map(),
  });

const textOf = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&#x3C;', '<')
    .trim();

describe('the list of answers, drawn as Rancher does', () => {
  test.for(['^[a-z]([a-z0-9-]*[a-z0-9])?$', '^(\\*\\.)?\\w+\\*$', '^<b>`_x_`$'])(
    'has the pattern %s as it is',
    (pattern) => {
      const list = listOf(spec('zone', { schema: { type: 'string', pattern } }), 'a');
      expect(textOf(readmeHtml(list))).toBe(
        `zone: A text. Allowed: text of the form ${pattern}. Value: a.`,
      );
    },
  );

  test.for(['a|b', 'a`b', '*a*', '[a](b)'])('has the value %s as it is', (value) => {
    const html = readmeHtml(listOf(spec('zone', {}), value));
    expect(textOf(html)).toBe(`zone: A text. Allowed: text. Value: ${value}.`);
  });
});

test('READMEs of our blueprints have no tables, which Rancher 1.6 shows as text', () => {
  const readmes = readdirSync('catalog', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('/README.md.hbs'),
  );
  expect(readmes.length).toBeGreaterThan(4);
  for (const file of readmes)
    expect(readFileSync(`catalog/${file}`, 'utf8')).not.toMatch(/^\|.*\|$/m);
});
