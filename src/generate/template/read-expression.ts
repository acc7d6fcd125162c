import type { Meaning } from './meaning.ts';
import { madeOf, textMeaning } from './meaning.ts';
import { nameOf, type Reading } from './reading.ts';
import { checkTexts } from './value-checks.ts';
import { textHelpers } from './text-helpers.ts';
import { depthOf, findName, loopOf, partialOf, type Scope } from './template-scope.ts';
import type { At, Expression, Test } from './template-node.ts';

/** An expression, and what is known of its value. */
export interface ReadExpression {
  readonly expression: Expression;
  readonly meaning: Meaning;
}

type Call = Pick<hbs.AST.MustacheStatement, 'type' | 'path' | 'params' | 'hash' | 'loc'>;

const literals: Readonly<Record<string, Meaning['type']>> = {
  StringLiteral: 'text',
  NumberLiteral: 'number',
  BooleanLiteral: 'boolean',
};

class ExpressionReader {
  readonly #scope: Scope;
  readonly #reading: Reading;
  readonly #file: number;

  constructor(scope: Scope, reading: Reading, file: number) {
    this.#scope = scope;
    this.#reading = reading;
    this.#file = file;
  }

  at({ start }: hbs.AST.SourceLocation): At {
    return [this.#file, start.line, start.column + 1];
  }

  read(node: hbs.AST.Expression | Call): ReadExpression | undefined {
    if ('params' in node) return this.#call(node);
    const literal = literals[node.type];
    if (literal !== undefined) {
      const { value } = node as hbs.AST.StringLiteral;
      return {
        expression: { kind: 'literal', value },
        meaning: { isAskable: false, type: literal },
      };
    }
    if (node.type === 'PathExpression') return this.#path(node as hbs.AST.PathExpression);
    this.#reading.faults.addUndeclared(sourceOf(node), [], this.at(node.loc));
    return undefined;
  }

  #path(path: hbs.AST.PathExpression): ReadExpression | undefined {
    const { parts, depth, data, original } = path;
    const at = this.at(path.loc);
    if (data) return this.#data(`${'../'.repeat(depth)}${parts.join('.')}`, at);
    const isThis = /^(?:\.\.\/)*(?:this\b|\.(?!\.))/.test(original);
    const names = isThis ? ['this', ...parts] : parts;
    const found = findName(this.#scope, names, depth);
    if ('meaning' in found && names.length > 0) {
      return { expression: { kind: 'name', parts: names, up: depth }, meaning: found.meaning };
    }
    const known = 'known' in found ? found.known : [];
    const unknown = 'unknown' in found && names.length > 1 ? found.unknown : original;
    if (depth > depthOf(this.#scope)) this.#reading.faults.addTooFar(original, at);
    else this.#reading.faults.addUndeclared(unknown, known, at, partialOf(this.#scope));
    return undefined;
  }

  #data(name: string, at: At): ReadExpression | undefined {
    const loop = loopOf(this.#scope);
    if (
      loop &&
      loop.item?.type !== 'word' &&
      (name === 'index' || name === 'first' || name === 'last')
    ) {
      const type = name === 'index' ? 'number' : 'boolean';
      return { expression: { kind: 'data', name }, meaning: { isAskable: false, type } };
    }
    this.#reading.faults.addData(name, at);
    return undefined;
  }

  #call({ path, params, hash, loc }: Call): ReadExpression | undefined {
    const { faults } = this.#reading;
    if (params.length === 0 && !hash?.pairs.length) return this.read(path);
    const name = nameOf(path) ?? sourceOf(path);
    const helper = Object.hasOwn(textHelpers, name) ? textHelpers[name] : undefined;
    const at = this.at(loc);
    if (!helper) {
      if (name === 'text') faults.addArguments('text', at);
      else faults.addUnknown('helper', name, at);
      return undefined;
    }
    const args = params.map((param) => this.read(param));
    if (params.length !== helper.args || hash?.pairs.length) {
      faults.addArguments(name, at);
      return undefined;
    }
    // Only default can do without a value.
    const absent = args.find(
      (each, index) => each?.meaning.absent && (name !== 'default' || index > 0),
    );
    if (absent) {
      faults.addAbsent(absent.meaning, absent.expression);
      return undefined;
    }
    const [, second] = params;
    const choice = second && 'value' in second ? String(second.value) : undefined;
    if (choice !== undefined && helper.choices && !helper.choices.includes(choice)) {
      faults.addChoice(name, choice, helper.choices, at);
      return undefined;
    }
    const askable = args.find((each) => each?.meaning.isAskable);
    if (askable) {
      faults.addAsked(name, askable.meaning, at);
      return undefined;
    }
    const known = args.flatMap((each) => (each ? [each.expression] : []));
    if (known.length < args.length) return undefined;
    const meaning = madeOf(textMeaning, ...args.flatMap((each) => each?.meaning ?? []));
    const call = { kind: 'call', helper: name, args: known } as const;
    return { expression: meaning.secrets ? { ...call, isSecret: true } : call, meaning };
  }
}

/** The source of an expression, for messages. */
function sourceOf(path: hbs.AST.Expression): string {
  return 'original' in path ? String(path.original) : path.type;
}

/** An expression in a scope; undefined, and reported, if it has a fault. */
export function readExpression(
  node: hbs.AST.Expression | Call,
  scope: Scope,
  reading: Reading,
  file: number,
): ReadExpression | undefined {
  return new ExpressionReader(scope, reading, file).read(node);
}

/** Whether a block is written that tests a value which its partial is not given; undefined for any other block. */
export function decideAbsent(
  name: string,
  { params: [value, ...texts] }: hbs.AST.BlockStatement,
  scope: Scope,
): boolean | undefined {
  if (value?.type !== 'PathExpression') return undefined;
  const { parts, depth, data } = value as hbs.AST.PathExpression;
  const found = data ? undefined : findName(scope, parts, depth);
  if (!found || !('meaning' in found) || !found.meaning.absent) return undefined;
  if (name === 'is') return texts.some((text) => (text as hbs.AST.StringLiteral).value === '');
  return name === 'unless';
}

/** The condition of a block. */
export function readTest(
  name: string,
  { params, hash, loc }: hbs.AST.BlockStatement,
  scope: Scope,
  reading: Reading,
  file: number,
): Test | undefined {
  const reader = new ExpressionReader(scope, reading, file);
  const at = reader.at(loc);
  const [value, ...others] = params;
  const isRight = name === 'is' ? others.length > 0 : others.length === 0;
  const texts = others.flatMap((other) =>
    Object.hasOwn(literals, other.type)
      ? [`${(other as hbs.AST.StringLiteral | hbs.AST.NumberLiteral).value}`]
      : [],
  );
  if (!value || !isRight || texts.length < others.length || hash?.pairs.length) {
    reading.faults.addArguments(name, at);
    return undefined;
  }
  const read = reader.read(value);
  if (!read || !reading.faults.checkTest(name, read.meaning, reading.role, at)) return undefined;
  if (name === 'is') {
    const isKept = reading.isImported || checkTexts(reading.faults, read.meaning, texts, at);
    if (!isKept) return undefined;
    return { kind: 'is', value: read.expression, texts };
  }
  if (name === 'given') return { kind: 'given', value: read.expression };
  return { kind: 'if', value: read.expression, negated: name === 'unless' };
}
