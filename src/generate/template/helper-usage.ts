import { nearest } from '../../diagnostics/nearest.ts';
import { textHelpers } from './text-helpers.ts';

/** How the blocks and `text` are called, for messages. */
const blockUsage: Readonly<Record<string, string>> = {
  text: '{{text answer}}',
  if: '{{#if answer}} … {{else}} … {{/if}}',
  unless: '{{#unless answer}} … {{/unless}}',
  is: '{{#is answer "value"}} … {{else}} … {{/is}}',
  given: '{{#given answer}} … {{/given}}',
  each: '{{#each list}} … {{this}} … {{/each}}',
  words: '{{#words answer}} … {{this}} … {{/words}}',
};

const textUsage = Object.fromEntries(
  Object.entries(textHelpers).map(([name, { usage }]) => [name, usage]),
);

/** Parts of Handlebars that blueprints do not have, by their type in its syntax tree, and what to write instead. */
export const unsupported: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  PartialBlockStatement: ['partials with a text between two tags', 'write {{> name key=value}}'],
  SubExpression: ['partials whose name is computed', 'write {{> name}} in {{#is answer "value"}}'],
  DecoratorBlock: ['inline partials', 'write the text into partials/name.hbs'],
};

/** How a helper is called; undefined if there is none of this name. */
export const usageOf = (name: string): string | undefined => blockUsage[name] ?? textUsage[name];

/** What is wrong with the name of a helper, and which one was probably meant. */
export function unknownHelper(
  kind: 'block' | 'helper',
  name: string,
): { message: string; hint: string } {
  const known = kind === 'block' ? blockUsage : { text: blockUsage.text ?? '', ...textUsage };
  const other = kind === 'block' ? textUsage : blockUsage;
  const meant = nearest(name, Object.keys(known));
  const usage = Object.hasOwn(other, name) ? other[name] : meant && known[meant];
  const all = `known helpers: ${Object.values(known).join('; ')}`;
  return {
    message: `${kind === 'block' ? 'unknown block helper' : 'unknown helper'}: ${name}`,
    hint: usage === undefined ? all : `did you mean ${usage}?`,
  };
}

/** What is wrong with the name of an answer. */
export function unknownName(
  name: string,
  known: readonly string[],
  partial: string | undefined,
): { message: string; hint: string } {
  if (name === 'this') {
    return {
      message: 'this is known only inside {{#each}} and {{#words}}',
      hint: 'write the name of an answer, or put it into {{#each list}} … {{/each}}',
    };
  }
  const meant = nearest(name, known);
  const passed = partial === undefined ? '' : `, nor passed to ${partial}`;
  const otherwise = partial === undefined ? 'remove it' : `write {{> ${partial} ${name}=…}}`;
  return {
    message: `${name} is not declared in the answers schema${passed}`,
    hint:
      meant === undefined
        ? `declare it under properties, or ${otherwise}`
        : `did you mean ${meant}?`,
  };
}

/** What is wrong with the name of a partial. */
export function unknownPartial(
  name: string,
  known: readonly string[],
): { message: string; hint: string } {
  const meant = nearest(name, known);
  const all = known.length > 0 ? `known partials: ${known.join(', ')}` : 'there are none yet';
  const create = /^[\w-]+$/.test(name) ? `create partials/${name}.hbs; ${all}` : all;
  return {
    message: `unknown partial: ${name}`,
    hint: meant === undefined ? create : `did you mean ${meant}?`,
  };
}

/** What to write in place of `@name`. */
export const dataHint = (name: string): string =>
  name.startsWith('../')
    ? 'name the number of the item: {{#each list as |item index|}}'
    : '@index, @first and @last are known inside {{#each}}';
