import { answerText, isEmptyAnswer, type Answers, type AnswerSpec } from '../model/answers.ts';
import { describeSchema } from '../answers/describe-schema.ts';
import { remember } from '../model/remember.ts';
import { KeptWith } from '../source/kept-with.ts';
import { codeSpan } from './code-span.ts';

const cell = (text: string) => text.replaceAll(/[\r\n]+/g, ' ').replaceAll('|', String.raw`\|`);

function valueCell(spec: AnswerSpec, answers: Answers): string {
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

/** The cells of a row that no answer changes; thousands of entries can have them. */
function headOf(spec: AnswerSpec): string {
  const known = heads.get(spec);
  if (known !== undefined) return known;
  const unit = spec.unit === undefined ? '' : ` ${spec.unit}`;
  const allowed = `${describeSchema(spec.schema)}${unit}`;
  const head = `| \`${spec.name}\` | ${cell(spec.description)} | ${cell(allowed)} |`;
  heads.set(spec, head);
  return head;
}

/** The README's table of all answers: what each means, what it may be, what it is. */
export function renderAnswerTable(
  specs: ReadonlyMap<string, AnswerSpec>,
  answers: Answers,
): string {
  const declared = [...specs.values()].filter(({ computed }) => computed === undefined);
  const rows = declared.map((spec) => `${headOf(spec)} ${valueCell(spec, answers)} |`);
  return ['| answer | what it is | allowed | value |', '|---|---|---|---|', ...rows].join('\n');
}
