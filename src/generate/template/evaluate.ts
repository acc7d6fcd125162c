import type { AnswerSpec } from '../../model/answers.ts';
import { isMap } from '../../model/json.ts';
import type { Expression, Test } from './template-node.ts';
import {
  failed,
  fixed,
  hasFailed,
  isEmpty,
  isTruthy,
  textOf,
  type TemplateData,
  type TemplateValue,
} from './template-value.ts';
import { TextBudget } from './text-budget.ts';
import { textHelpers } from './text-helpers.ts';

/** Values that a part of a template can use, and those around it. */
export interface Frame {
  readonly values: ReadonlyMap<string, TemplateValue>;
  /** Present in a loop, which `../` leaves. */
  readonly loop?: {
    readonly item: TemplateValue;
    readonly index: number;
    readonly isLast: boolean;
  };
  readonly outer?: Frame;
}

/** A value that a text helper cannot take; the answers of the user are the cause. A secret is not named. */
export class HelperFault extends Error {
  readonly helper: string;

  constructor(helper: string, value: TemplateData | undefined) {
    super(`${helper} cannot read ${value === undefined ? 'this value' : JSON.stringify(value)}`);
    this.helper = helper;
  }
}

/** A test that only Rancher can decide. */
export interface AskedTest {
  readonly spec: AnswerSpec;
  /** The texts that the answer is compared with. */
  readonly texts: readonly string[];
  /** Whether the block is written if the answer is none of them. */
  readonly negated: boolean;
}

const frameWith = (frame: Frame | undefined, up: number): Frame | undefined => {
  let at = frame;
  for (let left = up; left > 0 && at; at = at.outer) if (at.loop) left -= 1;
  return at;
};

function loopOf(frame: Frame): NonNullable<Frame['loop']> {
  for (let at: Frame | undefined = frame; at; at = at.outer) if (at.loop) return at.loop;
  throw new Error('a checked template uses loop data outside of a loop');
}

function field(value: TemplateValue, name: string): TemplateValue {
  const data: unknown = value.kind === 'fixed' ? value.value : undefined;
  // A field that an item leaves out is empty.
  return fixed(isMap(data) && Object.hasOwn(data, name) ? (data[name] as TemplateData) : '');
}

function named(frame: Frame, parts: readonly string[], up: number): TemplateValue {
  const [first = '', ...fields] = parts;
  const start = frameWith(frame, up) ?? frame;
  if (first === 'this') return fields.reduce(field, loopOf(start).item);
  for (let at: Frame | undefined = start; at; at = at.outer) {
    const value = at.values.get(first);
    if (value) return fields.reduce(field, value);
  }
  throw new Error(`a checked template uses the unknown name ${first}`);
}

function called(
  { helper, args, isSecret = false }: Expression & { readonly kind: 'call' },
  frame: Frame,
): TemplateValue {
  const values = args.map((arg) => evaluate(arg, frame));
  if (values.some(hasFailed)) return failed;
  const known = values.flatMap((value) => (value.kind === 'fixed' ? [value.value] : []));
  const made = known.length === args.length ? textHelpers[helper]?.apply(...known) : undefined;
  // The value is the first argument, but for indent, which takes the width first.
  if (made === undefined) throw new HelperFault(helper, isSecret ? undefined : known[0]);
  new TextBudget('value').take(textOf(made).length);
  return fixed(made);
}

/** The value of an expression. Throws HelperFault and TooLong. */
export function evaluate(expression: Expression, frame: Frame): TemplateValue {
  switch (expression.kind) {
    case 'literal':
      return fixed(expression.value);
    case 'name':
      return named(frame, expression.parts, expression.up);
    case 'data': {
      const { index, isLast } = loopOf(frame);
      const data = { index, first: index === 0, last: isLast };
      return fixed(data[expression.name]);
    }
    case 'call':
      return called(expression, frame);
    default:
      return expression satisfies never;
  }
}

function askedTest(test: Test, spec: AnswerSpec): AskedTest {
  if (test.kind === 'is') return { spec, texts: test.texts, negated: false };
  const isNot = test.kind === 'if' && test.negated;
  if (spec.schema.type === 'boolean') return { spec, texts: ['true'], negated: isNot };
  // If no certificate is chosen, the form sends null, and the launcher writes that as Go prints it.
  const none = spec.type === 'certificate' ? ['', '<nil>'] : [''];
  return { spec, texts: none, negated: !isNot };
}

/** Whether a block is written; an AskedTest if only Rancher knows. Throws HelperFault and TooLong. */
export function decide(test: Test, frame: Frame): boolean | AskedTest {
  const value = evaluate(test.value, frame);
  if (test.kind === 'given') return value.kind !== 'fixed' || !isEmpty(value.value);
  if (value.kind === 'asked') return askedTest(test, value.spec);
  const data = value.kind === 'fixed' ? value.value : 'text';
  return test.kind === 'is' ? test.texts.includes(textOf(data)) : isTruthy(data) !== test.negated;
}
