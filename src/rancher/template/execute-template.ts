import { entriesOf, followFields } from './go-access.ts';
import { ExecutionError, GoFloat, isTrue, printValue, type GoValue } from './go-value.ts';
import type { GoFunction } from './go-function.ts';
import type { Executed, OutputPiece } from './output-origin.ts';
import type { Call, GoTemplate, Operand, Pipeline, TemplateNode } from './template-node.ts';

const maxSteps = 1_000_000;
const maxOutput = 16 * 1024 * 1024;
/** Go's own limit is 100,000. This one avoids a stack overflow. */
const maxDepth = 500;

class Endless extends Error {}

class Leave extends Error {
  readonly kind: 'break' | 'continue';
  constructor(kind: 'break' | 'continue') {
    super(kind);
    this.kind = kind;
  }
}

interface Scope {
  readonly name: string;
  value: GoValue;
}

const none = Symbol('no final value');
type Final = GoValue | typeof none;

class Executor {
  output = '';
  offset = 0;
  readonly pieces: OutputPiece[] = [];
  private steps = 0;
  private depth = 0;
  private variables: Scope[];
  private readonly template: GoTemplate;
  private readonly functions: ReadonlyMap<string, GoFunction>;

  constructor(template: GoTemplate, functions: ReadonlyMap<string, GoFunction>, data: GoValue) {
    this.template = template;
    this.functions = functions;
    this.variables = [{ name: '$', value: data }];
  }

  walk(nodes: readonly TemplateNode[], dot: GoValue): void {
    for (const node of nodes) {
      this.step();
      this.node(node, dot);
    }
  }

  private step(): void {
    this.steps += 1;
    if (this.steps > maxSteps || this.output.length > maxOutput) throw new Endless();
  }

  private node(node: TemplateNode, dot: GoValue): void {
    this.offset = node.offset;
    switch (node.kind) {
      case 'text':
        this.write(node.text, true);
        return;
      case 'action': {
        const value = this.pipeline(node.pipeline, dot);
        if (node.pipeline.variables.length > 0) return;
        this.offset = node.offset;
        this.write(printValue(value), false);
        return;
      }
      case 'if':
      case 'with': {
        const scope = this.variables.length;
        const value = this.pipeline(node.pipeline, dot);
        if (isTrue(value)) this.walk(node.body, node.kind === 'with' ? value : dot);
        else this.walk(node.otherwise, dot);
        this.variables.length = scope;
        return;
      }
      case 'range':
        this.range(node.pipeline, node.body, node.otherwise, dot);
        return;
      case 'template':
        this.call(node, dot);
        return;
      case 'break':
      case 'continue':
        throw new Leave(node.kind);
      default:
        node satisfies never;
    }
  }

  private write(text: string, isCopy: boolean): void {
    if (text === '') return;
    this.pieces.push({ start: this.output.length, source: this.offset, isCopy });
    this.output += text;
  }

  private call(node: TemplateNode & { kind: 'template' }, dot: GoValue): void {
    const body = this.template.defined.get(node.name);
    if (!body) throw new ExecutionError(`template ${JSON.stringify(node.name)} not defined`);
    if (this.depth >= maxDepth) throw new Endless();
    const value = node.pipeline ? this.pipeline(node.pipeline, dot) : undefined;
    const { variables } = this;
    this.variables = [{ name: '$', value }];
    this.depth += 1;
    this.walk(body, value);
    this.depth -= 1;
    this.variables = variables;
  }

  private range(
    pipeline: Pipeline,
    body: readonly TemplateNode[],
    otherwise: readonly TemplateNode[],
    dot: GoValue,
  ): void {
    const scope = this.variables.length;
    const value = this.pipeline(pipeline, dot);
    const mark = this.variables.length;
    const items = entriesOf(value);
    const [first, second] = pipeline.variables;
    for (const [key, item] of items) {
      this.step();
      // If there is only one variable, it is the item.
      if (first !== undefined) this.set(first, second === undefined ? item : key);
      if (second !== undefined) this.set(second, item);
      const left = this.once(() => this.walk(body, item));
      this.variables.length = mark;
      if (left === 'break') break;
    }
    this.variables.length = scope;
    if (items.length === 0) this.walk(otherwise, dot);
  }

  private once(body: () => void): 'break' | 'continue' | undefined {
    try {
      body();
      return undefined;
    } catch (error) {
      if (error instanceof Leave) return error.kind;
      throw error;
    }
  }

  private set(name: string, value: GoValue): void {
    const found = this.variables.findLast((variable) => variable.name === name);
    if (!found) throw new ExecutionError(`undefined variable: ${name}`);
    found.value = value;
  }

  private pipeline(pipeline: Pipeline, dot: GoValue): GoValue {
    this.step();
    this.offset = pipeline.offset;
    let value: Final = none;
    for (const command of pipeline.commands) value = this.command(command, dot, value);
    const result = value === none ? undefined : value;
    for (const name of pipeline.variables) {
      if (pipeline.assigns) this.set(name, result);
      else this.variables.push({ name, value: result });
    }
    return result;
  }

  private command(command: Call, dot: GoValue, final: Final): GoValue {
    const [first, ...others] = command.operands;
    if (!first) return undefined;
    if (first.kind === 'function') return this.function(first.name, others, dot, final);
    if (others.length > 0 || final !== none) {
      if (first.kind === 'field' || first.kind === 'chain' || first.kind === 'variable') {
        const last = first.names.at(-1);
        const owner = { ...first, names: first.names.slice(0, -1) };
        // nil has no fields, so Go does not evaluate the arguments.
        if (last !== undefined && this.operand(owner, dot) === undefined) return undefined;
        if (last !== undefined) {
          throw new ExecutionError(`${last} has arguments but cannot be invoked as function`);
        }
      }
      throw new ExecutionError("can't give argument to non-function");
    }
    if (first.kind === 'nil') throw new ExecutionError('nil is not a command');
    return this.operand(first, dot);
  }

  private operand(operand: Operand, dot: GoValue): GoValue {
    this.offset = operand.offset;
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return undefined;
      case 'bool':
      case 'string':
        return operand.value;
      case 'number':
        if (!operand.isFloat && Math.abs(operand.value) >= 2 ** 63) {
          throw new ExecutionError(`${operand.value} overflows int`);
        }
        return operand.isFloat ? new GoFloat(operand.value) : operand.value;
      case 'field':
        return followFields(dot, operand.names);
      case 'variable': {
        const found = this.variables.findLast(({ name }) => name === operand.name);
        return followFields(found?.value, operand.names);
      }
      case 'function':
        return this.function(operand.name, [], dot, none);
      case 'pipeline':
        return this.pipeline(operand.pipeline, dot);
      case 'chain':
        return followFields(this.operand(operand.of, dot), operand.names);
      default:
        return operand satisfies never;
    }
  }

  private function(name: string, args: readonly Operand[], dot: GoValue, final: Final): GoValue {
    const called = this.functions.get(name);
    if (!called) throw new ExecutionError(`${JSON.stringify(name)} is not a defined function`);
    const last: readonly GoValue[] = final === none ? [] : [final];
    called.checkCount(name, args.length + last.length);
    if (called.lazy)
      return called.lazy([
        ...args.map((arg) => () => this.operand(arg, dot)),
        ...last.map((value) => () => value),
      ]);
    const values = [...args.map((arg) => this.operand(arg, dot)), ...last];
    return called.call(name, values);
  }
}

/** Executes a template with data, within limits. */
export function executeTemplate(
  template: GoTemplate,
  functions: ReadonlyMap<string, GoFunction>,
  data: GoValue,
): Executed {
  const executor = new Executor(template, functions, data);
  try {
    executor.walk(template.nodes, data);
    const { output, pieces } = executor;
    return { output, error: undefined, endless: false, pieces };
  } catch (error) {
    const { output, offset, pieces } = executor;
    const endless = error instanceof Endless || error instanceof RangeError;
    if (!endless && !(error instanceof ExecutionError)) throw error;
    return { output, error: { message: error.message, offset }, endless, pieces };
  }
}
