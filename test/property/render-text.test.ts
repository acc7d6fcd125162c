import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { interpolate } from '../support/interpolate.ts';
import { renderAnswers } from '../support/render.ts';
import { anyText, hardTexts, type SomeAnswers } from './arbitraries.ts';
import { environments } from './environments.ts';

const runs = process.env.CI === 'true' ? 1000 : 200;

const render = async (name: string, given: SomeAnswers) => (await renderAnswers(name, given)).files;

/** The text as the container of the echo entry receives it in each way. */
function seen(files: Map<string, string>): (string | undefined)[] {
  const { command } = parse(files.get('docker-compose.yml') ?? '', { version: '1.1' }).services
    .echo;
  const words = environments(files, '1.1')[0]?.WORDS ?? '';
  return [words, environments(files, '1.2')[0]?.WORDS, interpolate(command[0], { words })];
}

describe('text', () => {
  const echo = './test/fixtures/blueprints/echo';
  test.for(hardTexts.map((text) => [JSON.stringify(text).slice(0, 40), text] as const))(
    'is preserved as a fixed answer and as a default: %s',
    async ([, text]) => {
      const fixed = await render(echo, { answers: { words: text }, defaults: {} });
      const asked = await render(echo, { answers: {}, defaults: { words: text } });
      expect([...seen(fixed), ...seen(asked)]).toEqual(Array.from({ length: 6 }, () => text));
    },
  );

  test('of any kind is preserved', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.boolean(), async (text, isFixed) => {
        const files = await render(
          echo,
          isFixed
            ? { answers: { words: text }, defaults: {} }
            : { answers: {}, defaults: { words: text } },
        );
        expect(seen(files)).toEqual([text, text, text]);
      }),
      { numRuns: runs },
    );
  });
});
