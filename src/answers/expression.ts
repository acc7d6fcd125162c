import { answerText, type AnswerValue } from '../model/answers.ts';
import { remember } from '../model/remember.ts';

type Operand = AnswerValue | undefined;

/** Gives the value of a name, or undefined when it has none. */
export type Lookup = (name: string) => Operand;

/** The parts of an expression, for what translates it into another language. */
export type ExpressionTree =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | {
      readonly kind: 'operation';
      readonly operator: string;
      readonly left: ExpressionTree;
      readonly right: ExpressionTree;
    };

/** An expression that can be computed; undefined when an operand is not what the operator needs. */
export interface Expression {
  readonly names: readonly string[];
  readonly tree: ExpressionTree;
  evaluate(lookup: Lookup): Operand;
}

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

  const operand = (): ExpressionTree => {
    const token = tokens[next];
    next += 1;
    if (token !== undefined && /^\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (token !== undefined && /^[A-Za-z_]/.test(token)) {
      names.push(token);
      return { kind: 'name', name: token };
    }
    throw new SyntaxError(`${JSON.stringify(text)}: expected a number or a name`);
  };

  const binary = (level: number): ExpressionTree => {
    const operators = levels[level];
    if (!operators) return operand();
    let left = binary(level + 1);
    for (let token = tokens[next]; token !== undefined && operators.includes(token);) {
      next += 1;
      left = { kind: 'operation', operator: token, left, right: binary(level + 1) };
      token = tokens[next];
    }
    return left;
  };

  const tree = binary(0);
  if (next < tokens.length) {
    throw new SyntaxError(`${JSON.stringify(text)}: ${tokens[next] ?? ''} is unexpected`);
  }
  return { names, tree, evaluate: (lookup) => evaluate(tree, lookup) };
});

function evaluate(tree: ExpressionTree, lookup: Lookup): Operand {
  if (tree.kind === 'number') return tree.value;
  if (tree.kind === 'name') return lookup(tree.name);
  const { operator } = tree;
  const [a, b] = [evaluate(tree.left, lookup), evaluate(tree.right, lookup)];
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  return b === 0 && (operator === '/' || operator === '%') ? undefined : compute[operator]?.(a, b);
}

/** Text with each `{expression}` replaced by its value; one without a value stays as it is. */
export function fillText(text: string, lookup: Lookup): string {
  return text.replaceAll(/\{([^{}]+)\}/g, (whole, expression: string) => {
    const value = parseExpression(expression).evaluate(lookup);
    return value === undefined ? whole : answerText(value);
  });
}
