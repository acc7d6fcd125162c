import { largestTemplate } from '../model/blueprint.ts';
import type { Condition } from './go-condition.ts';
import { Unsupported } from './unsupported.ts';

/** How the parts of a block are joined: each tag on a line of its own, or inside of a text. */
export interface BlockForm {
  /** What is before each tag, and after it. */
  readonly before: string;
  readonly after: string;
  /** The position of the block, for faults. */
  readonly offset: number;
}

/** A text as a literal of Handlebars, which has no escapes. */
export function handlebarsText(text: string, offset: number): string {
  if (/[\n\r]/.test(text))
    throw new Unsupported('a comparison with a text of several lines', offset);
  if (!text.includes('"')) return `"${text}"`;
  if (!text.includes("'")) return `'${text}'`;
  throw new Unsupported('a comparison with a text that has both kinds of quotes', offset);
}

function opening({ answer, texts }: Condition & { kind: 'is' }, offset: number): [string, string] {
  const isTrue = texts.length === 1 && texts[0] === 'true';
  if (answer.type === 'boolean' && isTrue) return [`{{#if ${answer.name}}}`, '{{/if}}'];
  const words = texts.map((text) => handlebarsText(text, offset));
  return [`{{#is ${[answer.name, ...words].join(' ')}}}`, '{{/is}}'];
}

/** A block that writes one text if a condition holds, and otherwise another one. */
export function writeCondition(
  condition: Condition,
  yes: string,
  no: string,
  form: BlockForm,
): string {
  const { before, after, offset } = form;
  switch (condition.kind) {
    case 'fixed':
      return condition.value ? yes : no;
    case 'not': {
      const { of } = condition;
      const isEmpty = of.kind === 'is' && of.texts.length === 1 && of.texts[0] === '';
      // For a certificate, {{#if}} is another test: Rancher sends a text if none is chosen.
      const isIf = isEmpty && of.answer.type === 'string' && !of.answer.isCertificate;
      if (!isIf) return writeCondition(of, no, yes, form);
      return block([`{{#if ${of.answer.name}}}`, '{{/if}}'], yes, no, form);
    }
    case 'and':
      return condition.of.reduceRight((next, each) => writeCondition(each, next, no, form), yes);
    case 'or':
      return condition.of.reduceRight((next, each) => writeCondition(each, yes, next, form), no);
    case 'is':
      if (yes === '' && no === '') return '';
      return block(opening(condition, offset), yes, no, { before, after, offset });
    default:
      return condition satisfies never;
  }
}

function block([open, close]: [string, string], yes: string, no: string, form: BlockForm): string {
  const tag = (text: string) => `${form.before}${text}${form.after}`;
  const otherwise = no === '' ? '' : `${tag('{{else}}')}${no}`;
  const written = `${tag(open)}${yes}${otherwise}${tag(close)}`;
  // Each alternative repeats the text of the block, so a condition with many of them doubles it many times.
  if (written.length <= largestTemplate) return written;
  const message = `a condition with so many tests that its block would have more than ${largestTemplate} characters`;
  throw new Unsupported(message, form.offset);
}
