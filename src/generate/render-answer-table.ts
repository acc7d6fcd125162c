import { answerText, isEmptyAnswer, type Answers, type AnswerSpec } from '../model/answers.ts';
import { describeSchema } from '../answers/describe-schema.ts';
import { remember } from '../model/remember.ts';
import { KeptWith } from '../source/kept-with.ts';
import { codeSpan } from './code-span.ts';

const inLine = (text: string) => text.replaceAll(/[\r\n]+/g, ' ');

const sentence = (text: string) => (/(?:^|[.!?])$/.test(text) ? text : `${text}.`);

/** Patterns have characters of Markdown. */
const literal = (text: string) => text.replaceAll(/[\\`*[\]<&]|(?<!\w)_|_(?!\w)/g, String.raw`\$&`);

function shownValue(spec: AnswerSpec, answers: Answers): string {
  const asked = answers.asked.has(spec.name);
  const value = asked ? answers.asked.get(spec.name) : answers.fixed.get(spec.name);
  const isEmpty = value === undefined || isEmptyAnswer(value);
  if (spec.secret) return asked ? 'asked' : isEmpty ? 'none' : 'fixed';
  const text = span(isEmpty ? '' : answerText(value));
  return asked ? `asked, ${text} by default` : text;
}

// Most values are defaults, the same in every entry.
const span = remember(codeSpan);

const heads = new KeptWith<AnswerSpec, string>();

/** The part of an item that no answer changes; thousands of entries can have it. */
function headOf(spec: AnswerSpec): string {
  const known = heads.get(spec);
  if (known !== undefined) return known;
  const unit = spec.unit === undefined ? '' : ` ${spec.unit}`;
  const allowed = `${describeSchema(spec.schema)}${unit}`;
  const head = `- \`${spec.name}\`: ${sentence(inLine(spec.description))} Allowed: ${literal(inLine(allowed))}. Value:`;
  heads.set(spec, head);
  return head;
}

/**
 * All answers for the README: what each means, what it may be, what it is. A list, as Rancher 1.6 draws plain
 * CommonMark, which has no tables (UI components/common-mark/component.js:7-15).
 */
export function renderAnswerTable(
  specs: ReadonlyMap<string, AnswerSpec>,
  answers: Answers,
): string {
  const declared = [...specs.values()].filter(({ computed }) => computed === undefined);
  return declared.map((spec) => `${headOf(spec)} ${shownValue(spec, answers)}.`).join('\n');
}
