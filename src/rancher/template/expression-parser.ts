import { unquote } from './go-string.ts';
import type { Token } from './lex-template.ts';
import type { Call, Operand, Pipeline } from './template-node.ts';
import { TokenCursor } from './token-cursor.ts';

/** Parses the content of braces: pipelines, their commands and operands. */
export class ExpressionParser extends TokenCursor {
  /** Variables in scope; the data is `$`. */
  protected variables = ['$'];
  private readonly functions: ReadonlySet<string>;

  constructor(text: string, functions: ReadonlySet<string>) {
    super(text);
    this.functions = functions;
  }

  protected unquoted(token: Token): string {
    const value = unquote(token.text);
    return value ?? this.fail('invalid syntax', token);
  }

  /** The variables before `:=` or `=`; moves past the sign. */
  protected declarations(context: string): Pick<Pipeline, 'variables' | 'assigns'> {
    const start = this.at;
    const variables: string[] = [];
    while (this.skipSpace().kind === 'variable') {
      const variable = this.next();
      const sign = this.skipSpace();
      if (sign.kind === 'declare' || sign.kind === 'assign') {
        this.next();
        variables.push(variable.text);
        if (sign.kind === 'declare') this.variables.push(variable.text);
        else this.checkVariable(variable);
        return { variables, assigns: sign.kind === 'assign' };
      }
      if (sign.kind !== 'other' || sign.text !== ',') break;
      variables.push(variable.text);
      if (context !== 'range' || variables.length > 1) {
        this.fail(`too many declarations in ${context}`, sign);
      }
      this.variables.push(variable.text);
      this.next();
      const second = this.skipSpace();
      if (second.kind !== 'variable') {
        this.fail(`range can only initialize variables`, second);
      }
    }
    this.at = start;
    return { variables: [], assigns: false };
  }

  protected pipeline(context: string, end: 'right' | 'close'): Pipeline {
    const { offset } = this.skipSpace();
    const declared = this.declarations(context);
    const commands: Call[] = [];
    for (;;) {
      const token = this.nextNonSpace();
      if (token.kind === end) {
        this.checkPipeline(commands, context);
        return { ...declared, commands, offset };
      }
      if (!startsOperand(token)) this.unexpected(token, context);
      this.at -= 1;
      commands.push(this.command(end));
    }
  }

  protected checkPipeline(commands: readonly Call[], context: string): void {
    if (commands.length === 0) this.fail(`missing value for ${context}`);
    for (const [index, command] of commands.entries()) {
      const kind = command.operands[0]?.kind ?? '';
      if (index > 0 && ['bool', 'dot', 'nil', 'number', 'string'].includes(kind)) {
        this.fail(`non executable command in pipeline stage ${index + 1}`);
      }
    }
  }

  protected command(end: 'right' | 'close'): Call {
    const { offset } = this.skipSpace();
    const operands: Operand[] = [];
    for (;;) {
      this.skipSpace();
      const operand = this.operand();
      if (operand) operands.push(operand);
      const token = this.next();
      if (token.kind === 'space') continue;
      if (token.kind === end) this.at -= 1;
      else if (token.kind !== 'pipe') this.unexpected(token, 'operand');
      break;
    }
    if (operands.length === 0) this.fail('empty command');
    return { operands, offset };
  }

  protected operand(): Operand | undefined {
    const term = this.term();
    if (!term || this.peek().kind !== 'field') return term;
    const end = this.peek().offset;
    const names: string[] = [];
    while (this.peek().kind === 'field') names.push(this.next().text.slice(1));
    if (term.kind === 'field' || term.kind === 'variable') {
      return { ...term, names: [...term.names, ...names] };
    }
    if (['bool', 'string', 'number', 'nil', 'dot'].includes(term.kind)) {
      this.fail(`unexpected . after term ${JSON.stringify(this.text.slice(term.offset, end))}`);
    }
    return { kind: 'chain', of: term, names, offset: term.offset };
  }

  protected checkVariable(token: Token): void {
    if (!this.variables.includes(token.text)) {
      this.fail(`undefined variable ${JSON.stringify(token.text)}`, token);
    }
  }

  protected term(): Operand | undefined {
    const token = this.skipSpace();
    if (!startsOperand(token)) return undefined;
    this.next();
    const { kind, offset, text } = token;
    if (kind === 'identifier') {
      if (!this.functions.has(text)) {
        this.fail(`function ${JSON.stringify(text)} not defined`, token);
      }
      return { kind: 'function', name: text, offset };
    }
    if (kind === 'variable') {
      this.checkVariable(token);
      return { kind, name: text, names: [], offset };
    }
    if (kind === 'open') {
      const pipeline = this.pipeline('parenthesized pipeline', 'close');
      return { kind: 'pipeline', pipeline, offset };
    }
    if (kind === 'dot' || kind === 'nil') return { kind, offset };
    if (kind === 'field') return { kind, names: [text.slice(1)], offset };
    if (kind === 'bool') return { kind, value: text === 'true', offset };
    if (kind === 'char' || kind === 'number') return this.number(token);
    return { kind: 'string', value: this.unquoted(token), offset };
  }

  protected number(token: Token): Operand {
    const { text, offset } = token;
    if (token.kind === 'char') {
      const [character = '', ...more] = unquote(text) ?? '';
      const value = more.length > 0 ? undefined : character.codePointAt(0);
      if (value === undefined) this.fail(`malformed character constant: ${text}`, token);
      return { kind: 'number', value, isFloat: false, offset };
    }
    const bare = text.replaceAll('_', '');
    const octal = /^([+-]?)0(\d+)$/.exec(bare);
    const value = octal
      ? Number(`${octal[1] ?? ''}1`) * Number.parseInt(octal[2] ?? '', 8)
      : signed(bare);
    if (octal && /[89]/.test(bare)) this.fail(`integer overflow: ${JSON.stringify(text)}`, token);
    if (Number.isNaN(value)) this.fail(`bad number syntax: ${JSON.stringify(text)}`, token);
    const isFloat = /[.e]/i.test(bare) && !/^[+-]?0x/i.test(bare);
    return { kind: 'number', value, isFloat, offset };
  }
}

const signed = (text: string) =>
  text.startsWith('-') ? -Number(text.slice(1)) : Number(text.replace(/^\+/, ''));

const startsOperand = ({ kind }: Token) =>
  [
    'bool',
    'char',
    'dot',
    'field',
    'identifier',
    'number',
    'nil',
    'raw',
    'string',
    'variable',
    'open',
  ].includes(kind);
