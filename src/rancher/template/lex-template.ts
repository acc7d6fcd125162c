/** The kind of a token of Go's text/template. */
export type TokenKind =
  | 'text'
  | 'left'
  | 'right'
  | 'space'
  | 'identifier'
  | 'keyword'
  | 'field'
  | 'variable'
  | 'dot'
  | 'nil'
  | 'bool'
  | 'string'
  | 'raw'
  | 'char'
  | 'number'
  | 'pipe'
  | 'declare'
  | 'assign'
  | 'open'
  | 'close'
  | 'other'
  | 'error'
  | 'eof';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly offset: number;
}

const keywords = new Set([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'range',
  'template',
  'with',
]);

const space = /[ \t\r\n]+/y;
const word = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const number =
  /[+-]?(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y;
const interpreted = /"(?:[^"\\\n]|\\[^\n])*"/y;
const raw = /`[^`]*`/y;
const character = /'(?:[^'\\\n]|\\[^\n])*'/y;

/** The characters that can follow a word, a field or a variable (lex.go, atTerminator). */
const terminator = /[\s.,|:)(]|$/y;

/** Tokens up to the first fault. The last token is that fault, otherwise `eof`. */
export function lexTemplate(text: string): Token[] {
  return new Lexer(text).run();
}

class Lexer {
  private readonly text: string;
  private readonly tokens: Token[] = [];
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  run(): Token[] {
    while (this.at <= this.text.length && this.lexText() && this.lexAction());
    return this.tokens;
  }

  private push(kind: TokenKind, length: number): true {
    const text = this.text.slice(this.at, this.at + length);
    this.tokens.push({ kind, text, offset: this.at });
    this.at += length;
    return true;
  }

  private fail(message: string): false {
    this.tokens.push({ kind: 'error', text: message, offset: this.at });
    return false;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  /** `-` after `{{` trims only if a space follows: `{{-3}}` is a number. */
  private trimsLeft(at: number): boolean {
    return this.text[at] === '-' && /[ \t\r\n]/.test(this.text[at + 1] ?? '');
  }

  private lexText(): boolean {
    const start = this.text.indexOf('{{', this.at);
    const end = start === -1 ? this.text.length : start;
    const trims = start !== -1 && this.trimsLeft(start + 2);
    const whole = this.text.slice(this.at, end);
    const kept = trims ? whole.replace(/[ \t\r\n]+$/, '') : whole;
    if (kept !== '') this.tokens.push({ kind: 'text', text: kept, offset: this.at });
    this.at = end;
    if (start === -1) {
      this.push('eof', 0);
      return false;
    }
    const after = start + 2 + (trims ? 1 : 0);
    // Spaces before a comment are allowed only as part of a trim marker.
    const comment = trims ? after + 1 : after;
    if (this.text.startsWith('/*', comment)) return this.lexComment(comment);
    this.push('left', 2);
    this.at = after;
    this.depth = 0;
    return true;
  }

  private lexComment(start: number): boolean {
    const end = this.text.indexOf('*/', start + 2);
    if (end === -1) return this.fail('unclosed comment');
    this.at = end + 2;
    const trims = /[ \t\r\n]/.test(this.text[this.at] ?? '') && this.text[this.at + 1] === '-';
    const close = this.at + (trims ? 2 : 0);
    if (!this.text.startsWith('}}', close)) {
      return this.fail('comment ends before closing delimiter');
    }
    this.at = close + 2;
    if (trims) this.at += this.match(space)?.length ?? 0;
    return this.lexText();
  }

  private lexRight(): boolean | undefined {
    const blanks = this.match(space)?.length ?? 0;
    const isTrim = blanks > 0 && this.text.startsWith('-}}', this.at + blanks);
    if (isTrim) {
      this.at += blanks + 1;
    } else if (!this.text.startsWith('}}', this.at)) return undefined;
    if (this.depth > 0) return this.fail('unclosed left paren');
    this.push('right', 2);
    if (isTrim) this.at += this.match(space)?.length ?? 0;
    return true;
  }

  private lexAction(): boolean {
    for (;;) {
      const closed = this.lexRight();
      if (closed !== undefined) return closed;
      if (this.at >= this.text.length) return this.fail('unclosed action');
      if (!this.lexInside()) return false;
    }
  }

  private lexInside(): boolean {
    const blanks = this.match(space);
    if (blanks !== undefined) return this.push('space', blanks.length);
    const first = this.text[this.at] ?? '';
    if (first === '"') return this.lexQuoted('string', interpreted, 'unterminated quoted string');
    if (first === '`') return this.lexQuoted('raw', raw, 'unterminated raw quoted string');
    if (first === "'") return this.lexQuoted('char', character, 'unterminated character constant');
    if (first === '$') return this.lexNamed('variable', 1);
    const isNumber = /[\d+-]/.test(first) || /^\.\d/.test(this.text.slice(this.at, this.at + 2));
    if (isNumber) return this.lexNumber();
    if (first === '.') return this.lexNamed('field', 1);
    return this.lexSign(first) ?? this.lexWord(first);
  }

  private lexQuoted(kind: TokenKind, pattern: RegExp, fault: string): boolean {
    const found = this.match(pattern);
    return found === undefined ? this.fail(fault) : this.push(kind, found.length);
  }

  private lexSign(first: string): boolean | undefined {
    if (this.text.startsWith(':=', this.at)) return this.push('declare', 2);
    if (first === ':') return this.fail('expected :=');
    if (first === '=') return this.push('assign', 1);
    if (first === '|') return this.push('pipe', 1);
    if (first === '(') {
      this.depth += 1;
      return this.push('open', 1);
    }
    if (first !== ')') return undefined;
    this.depth -= 1;
    return this.push('close', 1);
  }

  private lexNumber(): boolean {
    const found = this.match(number) ?? this.text[this.at] ?? '';
    const after = this.text[this.at + found.length] ?? '';
    if (/[\p{L}\p{Nd}_]/u.test(after) || !/\d/.test(found)) {
      return this.fail(`bad number syntax: ${JSON.stringify(found + after)}`);
    }
    return this.push('number', found.length);
  }

  private atTerminator(at: number): boolean {
    terminator.lastIndex = at;
    return terminator.test(this.text) || this.text.startsWith('}}', at);
  }

  /** A field or variable. `.` alone is the dot, `$` alone the data. */
  private lexNamed(kind: 'field' | 'variable', prefix: number): boolean {
    word.lastIndex = this.at + prefix;
    const length = prefix + (word.exec(this.text)?.[0].length ?? 0);
    if (length === prefix && kind === 'field') return this.push('dot', 1);
    if (!this.atTerminator(this.at + length)) return this.badCharacter(this.at + length);
    return this.push(kind, length);
  }

  private lexWord(first: string): boolean {
    const name = this.match(word);
    if (name === undefined) {
      return /[!-~]/.test(first) ? this.push('other', 1) : this.unrecognized();
    }
    if (!this.atTerminator(this.at + name.length)) return this.badCharacter(this.at + name.length);
    if (keywords.has(name)) return this.push('keyword', name.length);
    if (name === 'true' || name === 'false') return this.push('bool', name.length);
    return this.push(name === 'nil' ? 'nil' : 'identifier', name.length);
  }

  private badCharacter(at: number): false {
    return this.fail(`bad character ${codePoint(this.text, at)}`);
  }

  private unrecognized(): false {
    return this.fail(`unrecognized character in action: ${codePoint(this.text, this.at)}`);
  }
}

function codePoint(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  const hex = code.toString(16).toUpperCase().padStart(4, '0');
  return `U+${hex} '${String.fromCodePoint(code)}'`;
}
