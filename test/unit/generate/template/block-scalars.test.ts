import { describe, expect, test } from 'vitest';
import type { AnswerValue } from '../../../../src/model/answers.ts';
import { launchVersion } from '../../../../src/rancher/launch/launch-version.ts';
import { plainValue } from '../../../../src/rancher/launch/launched-service.ts';
import { storedService } from '../../../../src/rancher/launch/stored-service.ts';
import { versionFiles } from '../../../support/render.ts';
import { render } from './rendered.ts';

const head = "version: '2'\nservices:\n  a:\n    image: x\n    environment:\n";

/** What Rancher makes of the environment of a service, when a user enters these answers. */
async function environment(
  lines: string,
  asked: Readonly<Record<string, string>>,
  fixed: Readonly<Record<string, AnswerValue>> = {},
) {
  const { files, messages } = await render({ 'docker-compose.yml': head + lines }, fixed);
  expect(messages).toEqual([]);
  const texts = new Map([...files].map(([name, { text }]) => [name, text]));
  const { config, error } = launchVersion(versionFiles(texts), {
    set: new Map(Object.entries(asked)),
  });
  expect(error).toBeNull();
  const service = config.get('a');
  if (!service) throw new Error('there is no service a');
  return (plainValue(storedService(service)) as { environment: unknown }).environment;
}

describe('a block text', () => {
  test.for([
    ['|', 'text\n', 'other\n'],
    ['|-', 'text', 'other'],
    ['|+', 'text\n\n', 'other\n\n'],
  ])('after %s can be the last value in a condition', async ([style, text, other]) => {
    const lines = `{{#if cache}}\n      A: ${style}\n        text\n\n{{else}}\n      A: ${style}\n        other\n\n{{/if}}\n      B: b\n`;
    expect(await environment(lines, { cache: 'true' })).toEqual([`A=${text}`, 'B=b']);
    expect(await environment(lines, { cache: 'false' })).toEqual([`A=${other}`, 'B=b']);
  });

  test('can end a condition in a condition', async () => {
    const lines = '{{#if cache}}\n{{#is kind "a"}}\n      A: |\n        a\n{{/is}}\n{{/if}}\n';
    const all = { cache: 'true', kind: 'a' };
    expect(await environment(`      B: b\n${lines}`, all)).toEqual(['B=b', 'A=a\n']);
  });

  test.for([
    ['an empty line', '        a\n\n', 'a\n\n'],
    ['an empty line in a block', '        a\n{{#if cache}}\n        b\n\n{{/if}}\n', 'a\nb\n\n'],
    ['a line that ends with a space', '        a \n', 'a \n'],
    ['a block that is empty', '        a\n{{#if cache}}\n{{/if}}\n', 'a\n'],
    ['a comment of its own', '        #{{#if cache}}\n        b\n        #{{/if}}\n', '#\nb\n#\n'],
  ])('keeps %s before a condition', async ([, before, expected]) => {
    const lines = `      A: |\n${before}{{#is kind "a"}}\n        c\n{{/is}}\n        d\n`;
    const entered = { cache: 'true', kind: 'a' };
    expect(await environment(lines, entered)).toEqual([`A=${expected}c\nd\n`]);
    expect(await environment(lines, { ...entered, kind: 'b' })).toEqual([`A=${expected}d\n`]);
    const fixed = { cache: true, kind: 'a' };
    expect(await environment(lines, {}, fixed)).toEqual([`A=${expected}c\nd\n`]);
  });

  test('keeps its empty lines before a condition that is not part of it', async () => {
    const lines = '      A: |+\n        a\n\n{{#if cache}}\n      B: b\n{{/if}}\n      C: c\n';
    expect(await environment(lines, { cache: 'true' })).toEqual(['A=a\n\n', 'B=b', 'C=c']);
    expect(await environment(lines, { cache: 'false' })).toEqual(['A=a\n\n', 'C=c']);
  });

  test('within a condition has its own ones, also one around an empty line', async () => {
    const lines =
      '{{#is kind "a"}}\n      A: |\n        a\n{{#if cache}}\n\n{{/if}}\n        {{word}}\n{{/is}}\n      B: b\n';
    const entered = { cache: 'true', kind: 'a', word: 'w' };
    expect(await environment(lines, entered)).toEqual(['A=a\n\nw\n', 'B=b']);
    expect(await environment(lines, { ...entered, cache: 'false' })).toEqual(['A=a\nw\n', 'B=b']);
  });

  test('keeps an empty line at its end that is in a condition', async () => {
    const lines =
      '{{#is kind "a"}}\n      A: |+\n        a\n{{#if cache}}\n\n{{/if}}\n\n{{/is}}\n      B: b\n';
    const entered = { cache: 'true', kind: 'a' };
    expect(await environment(lines, entered)).toEqual(['A=a\n\n\n', 'B=b']);
    expect(await environment(lines, { ...entered, cache: 'false' })).toEqual(['A=a\n\n', 'B=b']);
  });

  test('cannot have an empty line before a condition that must be quoted', async () => {
    const lines = '      A: |\n        a\n\n{{#if cache}}\n        {{tag}}\n        b\n{{/if}}\n';
    const { messages } = await render({ 'docker-compose.yml': head + lines }, { tag: '' });
    expect(messages).toEqual([expect.stringMatching(/^a value that is empty or has line breaks/)]);
  });

  const last = '        a\n{{#if cache}}\n        {{tag}}\n{{/if}}\n';

  test.for([
    ['|', 'a\nx\ny\n', 'a\n'],
    ['|-', 'a\nx\ny', 'a'],
    ['|+', 'a\nx\ny\n', 'a\n'],
  ])('after %s ends as it must, also with a value that has lines', async ([style, on, off]) => {
    const lines = `      A: ${style}\n${last}      B: b\n`;
    const fixed = { tag: 'x\ny' };
    expect(await environment(lines, { cache: 'true' }, fixed)).toEqual([`A=${on}`, 'B=b']);
    expect(await environment(lines, { cache: 'false' }, fixed)).toEqual([`A=${off}`, 'B=b']);
  });

  test.for(['x\ny', '', '\u0085'])(
    'of folded lines has no value %j beside a condition',
    async (tag) => {
      const text = `${head}      A: >\n${last}        b\n`;
      const { faults } = await render({ 'docker-compose.yml': text }, { tag });
      expect(faults).toEqual(['docker-compose.yml.hbs:9:9 template-helper']);
    },
  );

  test.for(['{', 'a{', '{b'])('keeps the braces of %j from the template pass', async (tag) => {
    const lines = '      A: |\n        q{{tag}}{{tag}}{{#if cache}}x{{/if}}\n        {{tag}}\n';
    const entered = { cache: 'true' };
    expect(await environment(lines, entered, { tag })).toEqual([`A=q${tag}${tag}x\n${tag}\n`]);
  });
});
