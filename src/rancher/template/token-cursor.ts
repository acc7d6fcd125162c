import { lineAt } from '../../source/yaml-fault.ts';
import { lexTemplate, type Token, type TokenKind } from './lex-template.ts';
import type { TemplateFault } from './template-node.ts';

/** The first fault of a template, with Go's message. */
export class ParseError extends Error {
  readonly fault: TemplateFault;
  constructor(message: string, offset: number) {
    super(message);
    this.fault = { message, offset };
  }
}

/** A token as in Go's error messages. */
function named(token: Token): string {
  if (token.kind === 'eof') return 'EOF';
  if (token.kind === 'error') return token.text;
  if (['keyword', 'dot', 'nil'].includes(token.kind)) return `<${token.text}>`;
  return token.text.length > 10
    ? `${JSON.stringify(token.text.slice(0, 10))}...`
    : JSON.stringify(token.text);
}

/** Steps through the tokens of a text, and throws its faults. */
export class TokenCursor {
  protected readonly text: string;
  protected at = 0;
  /** Start of the current action; negative before the first. */
  protected actionOffset = -1;
  private readonly tokens: readonly Token[];

  constructor(text: string) {
    this.text = text;
    this.tokens = lexTemplate(text);
  }

  protected fail(message: string, token: Token = this.tokens[this.at] ?? this.last()): never {
    const line = lineAt(this.text, token.offset);
    const inAction = this.actionOffset >= 0 && token.kind !== 'eof';
    const place = inAction ? this.actionOffset : token.offset;
    throw new ParseError(`template: template:${line}: ${message}`, place);
  }

  protected last(): Token {
    return this.tokens.at(-1) ?? { kind: 'eof', text: '', offset: 0 };
  }

  protected peek(): Token {
    return this.tokens[this.at] ?? this.last();
  }

  protected next(): Token {
    const token = this.peek();
    if (this.at < this.tokens.length - 1) this.at += 1;
    return token;
  }

  protected skipSpace(): Token {
    while (this.peek().kind === 'space') this.at += 1;
    return this.peek();
  }

  protected nextNonSpace(): Token {
    this.skipSpace();
    return this.next();
  }

  /** The start of the action, if the fault is on a later line. */
  private started(token: Token): string {
    const line = lineAt(this.text, this.actionOffset);
    if (this.actionOffset < 0 || line === lineAt(this.text, token.offset)) return '';
    return `${token.text.endsWith(' action') ? '' : ' in action'} started at template:${line}`;
  }

  protected unexpected(token: Token, context: string): never {
    if (token.kind === 'error') this.fail(token.text + this.started(token), token);
    return this.fail(`unexpected ${named(token)} in ${context}`, token);
  }

  protected expect(kind: TokenKind, context: string): Token {
    const token = this.nextNonSpace();
    return token.kind === kind ? token : this.unexpected(token, context);
  }
}
