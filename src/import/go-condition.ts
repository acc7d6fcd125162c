import type { Operand, Pipeline } from '../rancher/template/template-node.ts';
import type { ImportedAnswer, ImportedAnswers } from './imported-answer.ts';
import { Unsupported } from './unsupported.ts';

/** A condition of a Go template, made of the only test that a blueprint needs: whether an answer is one of some texts. */
export type Condition =
  | { readonly kind: 'is'; readonly answer: ImportedAnswer; readonly texts: readonly string[] }
  | { readonly kind: 'fixed'; readonly value: boolean }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] };

/** What names mean where an expression is. */
export interface Scope {
  readonly answers: ImportedAnswers;
  /** Variables with a literal text. */
  readonly texts: ReadonlyMap<string, string>;
  /** What `.` and the variables of a range stand for; `word` is an item of `splitPreserveQuotes`. */
  readonly dot: 'data' | 'word' | ImportedAnswer;
  readonly words: ReadonlySet<string>;
}

/** A call with its arguments; the value before a `|` is the last of them (text/template exec.go, evalPipeline). */
export type Expression =
  | Exclude<Operand, { kind: 'pipeline' | 'function' }>
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly offset: number;
    };

/** A pipeline as nested calls. */
export function expressionOf(pipeline: Pipeline): Expression {
  let value: Expression | undefined;
  for (const { operands, offset } of pipeline.commands) {
    const [first, ...rest] = operands;
    if (!first) throw new Unsupported('an empty expression', offset);
    const args = [...rest.map(operandOf), ...(value ? [value] : [])];
    if (first.kind === 'function') value = { kind: 'call', name: first.name, args, offset };
    else if (args.length === 0) value = operandOf(first);
    else throw new Unsupported('a value that is called with arguments', first.offset);
  }
  if (!value) throw new Unsupported('an empty expression', pipeline.offset);
  return value;
}

function operandOf(operand: Operand): Expression {
  if (operand.kind === 'pipeline') return expressionOf(operand.pipeline);
  if (operand.kind === 'function') {
    return { kind: 'call', name: operand.name, args: [], offset: operand.offset };
  }
  return operand;
}

function answerNamed(names: readonly string[], scope: Scope, offset: number): ImportedAnswer {
  const [values, variable, ...more] = names;
  if (values !== 'Values' || variable === undefined || more.length > 0) {
    throw new Unsupported(`.${names.join('.')} is not the answer to a question`, offset);
  }
  const answer = scope.answers.get(variable);
  if (!answer) throw new Unsupported(`no question asks for ${variable}`, offset);
  return answer;
}

/** The answer that an expression is; undefined if it is another value. */
export function answerOf(expression: Expression, scope: Scope): ImportedAnswer | undefined {
  const { kind, offset } = expression;
  if (kind === 'dot') return typeof scope.dot === 'object' ? scope.dot : undefined;
  if (kind === 'field' && scope.dot === 'data') return answerNamed(expression.names, scope, offset);
  if (kind === 'variable' && expression.name === '$') {
    return answerNamed(expression.names, scope, offset);
  }
  return undefined;
}

/** The literal text that an expression is. */
export function literalOf(expression: Expression, scope: Scope): string | undefined {
  if (expression.kind === 'string') return expression.value;
  const isVariable = expression.kind === 'variable' && expression.names.length === 0;
  return isVariable ? scope.texts.get(expression.name) : undefined;
}

export const not = (of: Condition): Condition =>
  of.kind === 'not'
    ? of.of
    : of.kind === 'fixed'
      ? { kind: 'fixed', value: !of.value }
      : { kind: 'not', of };

function comparison(args: readonly Expression[], scope: Scope, offset: number): Condition {
  const answers = args.map((each) => answerOf(each, scope));
  const texts = args.map((each) => literalOf(each, scope));
  const first = args.length === 2 && answers[0] === undefined ? 1 : 0;
  const answer = answers[first];
  const others = texts.filter((_text, index) => index !== first);
  if (!answer || args.length < 2 || others.includes(undefined)) {
    throw new Unsupported('only an answer and a literal text can be compared', offset);
  }
  return { kind: 'is', answer, texts: others as string[] };
}

/** Alternatives that test the same answer are one test. */
function either(conditions: readonly Condition[]): Condition {
  const [first] = conditions;
  if (first?.kind !== 'is') return { kind: 'or', of: conditions };
  const same = conditions.flatMap((each) =>
    each.kind === 'is' && each.answer === first.answer ? [each.texts] : [],
  );
  return same.length === conditions.length
    ? { ...first, texts: [...new Set(same.flat())] }
    : { kind: 'or', of: conditions };
}

/** What an expression means as a condition: Go takes an empty text for false, any other for true. */
export function conditionOf(expression: Expression, scope: Scope): Condition {
  const { offset } = expression;
  if (expression.kind === 'bool') return { kind: 'fixed', value: expression.value };
  const literal = literalOf(expression, scope);
  if (literal !== undefined) return { kind: 'fixed', value: literal !== '' };
  if (expression.kind === 'call') {
    const { name, args } = expression;
    const conditions = () => args.map((each) => conditionOf(each, scope));
    if (name === 'eq') return comparison(args, scope, offset);
    if (name === 'ne' && args.length === 2) return not(comparison(args, scope, offset));
    if (name === 'and' && args.length > 0) return { kind: 'and', of: conditions() };
    if (name === 'or' && args.length > 0) return either(conditions());
    if ((name === 'not' || name === 'empty') && args.length === 1) {
      return not(conditions()[0] as Condition);
    }
    throw new Unsupported(`a condition that calls ${name}`, offset);
  }
  const answer = answerOf(expression, scope);
  if (!answer) throw new Unsupported('a condition that is not about an answer', offset);
  return not({ kind: 'is', answer, texts: [''] });
}
