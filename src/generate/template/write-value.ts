import type { Answers, AnswerSpec } from '../../model/answers.ts';
import { codeSpan, singleLine } from '../code-span.ts';
import { textOf, type TemplateValue } from './template-value.ts';

function defaultOf({ name }: AnswerSpec, answers: Answers): string {
  return textOf(answers.asked.get(name) ?? '');
}

/** A value with a secret in it in Markdown. */
export const hiddenInMarkdown = ({ kind }: TemplateValue): string =>
  kind === 'fixed' ? 'fixed' : 'asked';

/** A value without a secret in Markdown: an answer as a code span, or with `{{text answer}}` as text. */
export function writeMarkdown(value: TemplateValue, isText: boolean, answers: Answers): string {
  switch (value.kind) {
    case 'asked':
      return inMarkdown(defaultOf(value.spec, answers), isText);
    case 'fixed':
      if (value.isEntryText) return textOf(value.value);
      return inMarkdown(textOf(value.value), isText);
    case 'joined':
      return inMarkdown(
        value.parts
          .map((part) => (typeof part === 'string' ? part : defaultOf(part, answers)))
          .join(''),
        isText,
      );
    case 'word':
      return '';
    case 'block':
      return value.text;
    default:
      return value satisfies never;
  }
}

/** `|` is safe in tables: blueprints can have some. */
const inMarkdown = (text: string, isText: boolean): string =>
  isText ? singleLine(text) : codeSpan(text.replaceAll('|', String.raw`\|`));

/** A value in a file without a format that is known here; undefined if it is not known yet. */
export function writePlain(value: TemplateValue): string | undefined {
  if (value.kind === 'fixed') return textOf(value.value);
  return value.kind === 'block' ? value.text : undefined;
}
