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
    }
  | {
      readonly kind: 'call';
      readonly function: 'max' | 'min';
      readonly operands: readonly ExpressionTree[];
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

/** Numbers, names and operators; more of them are not read, so that neither reading nor evaluating goes too deep. */
const mostTokens = 200;

/** Throws a SyntaxError at anything that is not an expression. */
class ExpressionReader {
  readonly names: string[] = [];
  readonly #text: string;
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(text: string) {
    this.#text = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    this.#tokens = text.match(/\d+|[A-Za-z_]\w*|<=|>=|==|!=|[-+*/%<>]|\S/g) ?? [];
    if (this.#tokens.length > mostTokens) throw this.#fault(`more than ${mostTokens} parts`);
  }

  #fault(words: string): SyntaxError {
    return new SyntaxError(`${JSON.stringify(this.#text)}: ${words}`);
  }

  #take(token: string): boolean {
    const isNext = this.#tokens[this.#next] === token;
    if (isNext) this.#next += 1;
    return isNext;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw this.#fault(`expected ${token}`);
  }

  whole(): ExpressionTree {
    const tree = this.#binary(0);
    const rest = this.#tokens[this.#next];
    if (rest !== undefined) throw this.#fault(`${rest} is unexpected`);
    return tree;
  }

  #binary(level: number): ExpressionTree {
    const operators = levels[level];
    if (!operators) return this.#operand();
    let left = this.#binary(level + 1);
    for (
      let token = this.#tokens[this.#next];
      token !== undefined && operators.includes(token);
      token = this.#tokens[this.#next]
    ) {
      this.#next += 1;
      left = { kind: 'operation', operator: token, left, right: this.#binary(level + 1) };
    }
    return left;
  }

  #operand(): ExpressionTree {
    const token = this.#tokens[this.#next] ?? '';
    this.#next += 1;
    if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (token === '(') {
      const inner = this.#binary(0);
      this.#expect(')');
      return inner;
    }
    if (!/^[A-Za-z_]/.test(token)) throw this.#fault('expected a number or a name');
    if (this.#take('(')) return this.#call(token);
    this.names.push(token);
    return { kind: 'name', name: token };
  }

  #call(name: string): ExpressionTree {
    if (name !== 'max' && name !== 'min') {
      throw this.#fault(`unknown function ${name}; expected max or min`);
    }
    const operands = [this.#binary(1)];
    while (this.#take(',')) operands.push(this.#binary(1));
    this.#expect(')');
    return { kind: 'call', function: name, operands };
  }
}

/**
 * Reads an expression over whole numbers such as `3 * down_after_ms <= failover_timeout_ms`.
 * Throws a SyntaxError when it is not one. The rules of a blueprint are evaluated for every entry.
 */
export const parseExpression = remember((text: string): Expression => {
  const reader = new ExpressionReader(text);
  const tree = reader.whole();
  return { names: reader.names, tree, evaluate: (lookup) => evaluate(tree, lookup) };
});

/** The largest or smallest of the operands that are numbers: a quorum of `majority` is left out. */
function choose(name: 'max' | 'min', operands: readonly Operand[]): Operand {
  const numbers = operands.filter((operand) => typeof operand === 'number');
  return numbers.length === 0 ? undefined : Math[name](...numbers);
}

function evaluate(tree: ExpressionTree, lookup: Lookup): Operand {
  if (tree.kind === 'number') return tree.value;
  if (tree.kind === 'name') return lookup(tree.name);
  if (tree.kind === 'call') {
    return choose(
      tree.function,
      tree.operands.map((operand) => evaluate(operand, lookup)),
    );
  }
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
