import { textHelpers } from './text-helpers.ts';

/** How the blocks and `text` are called, for messages. */
export const blockUsage: Readonly<Record<string, string>> = {
  text: '{{text answer}}',
  if: '{{#if answer}} … {{else}} … {{/if}}',
  unless: '{{#unless answer}} … {{/unless}}',
  is: '{{#is answer "value"}} … {{else}} … {{/is}}',
  given: '{{#given answer}} … {{/given}}',
  each: '{{#each list}} … {{this}} … {{/each}}',
  words: '{{#words answer}} … {{this}} … {{/words}}',
};

/** How the text helpers are called, for messages. */
export const textUsage: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(textHelpers).map(([name, { usage }]) => [name, usage]),
);
