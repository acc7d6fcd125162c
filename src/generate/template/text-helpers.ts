import type { AnswerScalar } from '../../model/answers.ts';
import { isEmpty, isScalar, textOf, type TemplateData } from './template-value.ts';
import { TextBudget } from './text-budget.ts';

/** A helper that makes a text of known values. */
export interface TextHelper {
  /** How many values it takes. */
  readonly args: number;
  /** How it is called, for messages. */
  readonly usage: string;
  /** What the second value can be. */
  readonly choices?: readonly string[];
  /** Undefined if a value is not of the kind that it needs. */
  readonly apply: (...args: readonly TemplateData[]) => TemplateData | undefined;
}

const words = (change: (text: string) => string) => (value: TemplateData) =>
  isScalar(value) ? change(String(value)) : undefined;

const version =
  /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** `part` of a version: of `1.27.3-alpine` the `major.minor` is `1.27`, and the `prerelease` `alpine`. */
function semverPart(value: TemplateData, part: TemplateData): string | undefined {
  const [, major, minor, patch, prerelease = ''] = version.exec(textOf(value)) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  const parts: Record<string, string> = {
    major,
    minor,
    patch,
    prerelease,
    'major.minor': `${major}.${minor}`,
  };
  return Object.hasOwn(parts, textOf(part)) ? parts[textOf(part)] : undefined;
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** The items of a list as one text. Throws TooLong before it is made. */
function joined(items: readonly AnswerScalar[], between: string): string {
  const budget = new TextBudget('value');
  for (const item of items) budget.take(String(item).length + between.length);
  return items.join(between);
}

/** The widest indentation that a template needs. */
const widest = 80;

function indented(width: TemplateData, value: TemplateData): string | undefined {
  if (typeof width !== 'number' || !Number.isInteger(width) || width < 0 || width > widest) {
    return undefined;
  }
  return textOf(value).replaceAll(/^(?=.)/gm, ' '.repeat(width));
}

/** All of them. A template computes nothing that it cannot show, so there is no arithmetic and no clock. */
export const textHelpers: Readonly<Record<string, TextHelper>> = {
  lower: { args: 1, usage: '{{lower answer}}', apply: words((text) => text.toLowerCase()) },
  upper: { args: 1, usage: '{{upper answer}}', apply: words((text) => text.toUpperCase()) },
  trim: { args: 1, usage: '{{trim answer}}', apply: words((text) => text.trim()) },
  join: {
    args: 2,
    usage: '{{join list ", "}}',
    apply: (list, between) =>
      Array.isArray(list) && list.every(isScalar) ? joined(list, textOf(between)) : undefined,
  },
  default: {
    args: 2,
    usage: '{{default answer "text if it is empty"}}',
    apply: (value, otherwise) => (isEmpty(value) ? otherwise : value),
  },
  indent: { args: 2, usage: '{{indent 4 answer}}', apply: indented },
  json: { args: 1, usage: '{{json answer}}', apply: (value) => JSON.stringify(value) },
  base64: {
    args: 1,
    usage: '{{base64 answer}}',
    apply: words(base64),
  },
  semver: {
    args: 2,
    usage: '{{semver answer "major"}} (major, minor, patch, prerelease or major.minor)',
    choices: ['major', 'minor', 'patch', 'prerelease', 'major.minor'],
    apply: semverPart,
  },
};
