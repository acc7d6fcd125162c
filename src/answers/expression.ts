import { answerText, type AnswerValue } from '../model/answers.ts';
import { remember } from '../model/remember.ts';

type Operand = AnswerValue | undefined;

/** Gives the value of a name, or undefined when it has none. */
export type Lookup = (name: string) => Operand;

/** An expression that can be computed; undefined when an operand is not what the operator needs. */
export interface Expression {
  readonly names: readonly string[];
  evaluate(lookup: Lookup): Operand;
}

type Evaluate = (lookup: Lookup) => Operand;

// By precedence; operators of one level are left-associative.
const levels: readonly (readonly string[])[] = [
  ['<=', '>=', '==', '!=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const compute: Record<string, (a: number, b: number) => AnswerValue> = {
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  // Whole numbers, as the shell of the image divides them.
  '/': (a, b) => Math.trunc(a / b),
  '%': (a, b) => a % b,
};

/** Numbers, names and operators; throws a SyntaxError at anything else. */
function tokenize(text: string): string[] {
  const tokens = text.match(/\d+|[A-Za-z_]\w*|<=|>=|==|!=|[-+*/%<>]|\S/g) ?? [];
  return [...tokens];
}

/**
 * Reads an expression over whole numbers such as `3 * down_after_ms <= failover_timeout_ms`.
 * Throws a SyntaxError when it is not one. The rules of a blueprint are evaluated for every entry.
 */
export const parseExpression = remember((text: string): Expression => {
  const tokens = tokenize(text);
  const names: string[] = [];
  let next = 0;

  const operand = (): Evaluate => {
    const token = tokens[next];
    next += 1;
    if (token !== undefined && /^\d/.test(token)) return () => Number(token);
    if (token !== undefined && /^[A-Za-z_]/.test(token)) {
      names.push(token);
      return (lookup) => lookup(token);
    }
    throw new SyntaxError(`${JSON.stringify(text)}: expected a number or a name`);
  };

  const binary = (level: number): Evaluate => {
    const operators = levels[level];
    if (!operators) return operand();
    let left = binary(level + 1);
    for (let token = tokens[next]; token !== undefined && operators.includes(token);) {
      next += 1;
      left = combine(token, left, binary(level + 1));
      token = tokens[next];
    }
    return left;
  };

  const evaluate = binary(0);
  if (next < tokens.length) {
    throw new SyntaxError(`${JSON.stringify(text)}: ${tokens[next] ?? ''} is unexpected`);
  }
  return { names, evaluate };
});

function combine(operator: string, left: Evaluate, right: Evaluate): Evaluate {
  const apply = compute[operator];
  return (lookup) => {
    const [a, b] = [left(lookup), right(lookup)];
    if (typeof a !== 'number' || typeof b !== 'number') return undefined;
    return b === 0 && (operator === '/' || operator === '%') ? undefined : apply?.(a, b);
  };
}

/** Text with each `{expression}` replaced by its value; one without a value stays as it is. */
export function fillText(text: string, lookup: Lookup): string {
  return text.replaceAll(/\{([^{}]+)\}/g, (whole, expression: string) => {
    const value = parseExpression(expression).evaluate(lookup);
    return value === undefined ? whole : answerText(value);
  });
}
