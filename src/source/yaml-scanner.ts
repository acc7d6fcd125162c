import { scanBlock } from './scan-block.ts';
import { scanPlain } from './scan-plain.ts';
import { scanQuoted } from './scan-quoted.ts';
import { scanAnchor, scanDirective, scanTag } from './scan-tag.ts';
import { QuickScanner } from './quick-scanner.ts';
import { ScanState } from './scan-state.ts';
import type { SimpleKeys } from './simple-keys.ts';
import type { TokenQueue } from './token-queue.ts';
import { isBlankOrEnd, isIndicator, type YamlCursor, type YamlDialect } from './yaml-cursor.ts';
import { YamlToken, type YamlTokenType } from './yaml-token.ts';

/**
 * Splits a text into tokens as the go-yaml of 2016 does (scannerc.go). Tokens are scanned as late as
 * possible, because what is refused first depends on it.
 */
export class YamlScanner {
  readonly #cursor: YamlCursor;
  readonly #keys: SimpleKeys;
  readonly #queue: TokenQueue;
  readonly #state: ScanState;
  readonly quick: QuickScanner;
  #peeked: YamlToken | undefined;

  constructor(text: string, dialect: YamlDialect = '2016') {
    this.#state = new ScanState(text, dialect);
    this.#cursor = this.#state.cursor;
    this.#keys = this.#state.keys;
    this.#queue = this.#state.queue;
    this.quick = new QuickScanner(this.#state);
    this.#cursor.need(1);
  }

  /** The next token, which stays the next one. */
  peek(): YamlToken {
    if (this.#peeked) return this.#peeked;
    let token = this.#queue.first();
    while (token === undefined || this.#keys.mayStartAt(this.#queue.taken)) {
      this.#fetch();
      token = this.#queue.first();
    }
    this.#peeked = token;
    return token;
  }

  /** Takes the next token (parserc.go, skip_token). Must be called after `peek`. */
  advance(): void {
    this.#peeked = undefined;
    this.#queue.take();
  }

  #fetch(): void {
    const cursor = this.#cursor;
    this.#state.skipToToken();
    this.#state.unroll(cursor.column());
    cursor.need(4);
    const code = cursor.code();
    if (code === 0) return this.#fetchEnd();
    if (cursor.pos === cursor.lineStart) {
      if (code === 37) return this.#fetchDirective();
      if (cursor.isAtDocumentMark()) return this.#fetchDocumentMark(code);
    }
    if (isIndicator(code)) return this.#fetchIndicator(code);
    return isBlankOrEnd(code) ? this.#refuseStart() : this.#fetchPlain();
  }

  #refuseStart(): never {
    return this.#cursor.refuse('found character that cannot start any token');
  }

  #fetchIndicator(code: number): void {
    const cursor = this.#cursor;
    const isBlock = this.#state.flowLevel === 0;
    const next = cursor.code(1);
    const isAlone = isBlankOrEnd(next);
    switch (code) {
      case 91:
        return this.#fetchFlowStart('flow-list');
      case 123:
        return this.#fetchFlowStart('flow-map');
      case 93:
        return this.#fetchFlowEnd('flow-list-end');
      case 125:
        return this.#fetchFlowEnd('flow-map-end');
      case 44:
        return this.#fetchFlowEntry();
      case 45:
        if (isAlone) return this.#fetchBlockEntry();
        break;
      case 63:
        if (!isBlock || isAlone) return this.#fetchKey();
        break;
      case 58:
        if (!isBlock || isAlone) return this.#fetchValue();
        break;
      case 42:
        return this.#fetchAfterKey(() => scanAnchor(cursor, 'alias'));
      case 38:
        return this.#fetchAfterKey(() => scanAnchor(cursor, 'anchor'));
      case 33:
        return this.#fetchAfterKey(() => scanTag(cursor));
      case 39:
      case 34:
        return this.#fetchAfterKey(() => scanQuoted(cursor, code === 39));
      case 124:
      case 62:
        if (isBlock) return this.#fetchBlockScalar(code === 124);
        return this.#refuseStart();
      default:
        return this.#refuseStart();
    }
    return this.#fetchPlain();
  }

  /** Takes an indicator of some characters. */
  #push(type: YamlTokenType, length: number): void {
    const cursor = this.#cursor;
    const { pos, line } = cursor;
    cursor.pos += length;
    this.#queue.push(new YamlToken(type, pos, cursor.pos, line));
  }

  #fetchEnd(): void {
    const cursor = this.#cursor;
    if (cursor.column() !== 0) {
      cursor.line += 1;
      cursor.lineStart = cursor.pos;
    }
    this.#state.unroll(-1);
    this.#keys.remove();
    this.#keys.allowed = false;
    this.#push('stream-end', 0);
  }

  #fetchDirective(): void {
    this.#state.unroll(-1);
    this.#keys.remove();
    this.#keys.allowed = false;
    this.#queue.push(scanDirective(this.#cursor));
  }

  #fetchDocumentMark(code: number): void {
    this.#state.unroll(-1);
    this.#keys.remove();
    this.#keys.allowed = false;
    this.#push(code === 45 ? 'document-start' : 'document-end', 3);
  }

  #fetchFlowStart(type: 'flow-list' | 'flow-map'): void {
    this.#saveKey();
    this.#state.flowLevel += 1;
    this.#keys.open();
    this.#keys.allowed = true;
    this.#push(type, 1);
  }

  #fetchFlowEnd(type: 'flow-list-end' | 'flow-map-end'): void {
    this.#keys.remove();
    if (this.#state.flowLevel > 0) {
      this.#state.flowLevel -= 1;
      this.#keys.close();
    }
    this.#keys.allowed = false;
    this.#push(type, 1);
  }

  #fetchFlowEntry(): void {
    this.#keys.remove();
    this.#keys.allowed = true;
    this.#push('flow-entry', 1);
  }

  /** Starts a block collection at an indicator, where that is possible. */
  #startBlock(type: 'block-list' | 'block-map', refusal: string): void {
    if (this.#state.flowLevel > 0) return;
    const cursor = this.#cursor;
    if (!this.#keys.allowed) cursor.refuse(`${refusal} are not allowed in this context`);
    this.#state.roll(cursor.column(), type, cursor, this.#queue.next);
  }

  #fetchBlockEntry(): void {
    this.#startBlock('block-list', 'block sequence entries');
    this.#keys.remove();
    this.#keys.allowed = true;
    this.#push('block-entry', 1);
  }

  #fetchKey(): void {
    this.#startBlock('block-map', 'mapping keys');
    this.#keys.remove();
    this.#keys.allowed = this.#state.flowLevel === 0;
    this.#push('key', 1);
  }

  #fetchValue(): void {
    const key = this.#keys.take();
    if (key) {
      const token = new YamlToken('key', key.start, key.start, key.line);
      this.#queue.insert(key.number, token);
      this.#state.roll(key.column, 'block-map', token, key.number);
      this.#keys.allowed = false;
    } else {
      this.#startBlock('block-map', 'mapping values');
      this.#keys.allowed = this.#state.flowLevel === 0;
    }
    this.#push('value', 1);
  }

  /** Notes that the next token can be a key. */
  #saveKey(): void {
    this.#keys.save(this.#state.flowLevel === 0 ? this.#state.indent : undefined, this.#queue.next);
  }

  /** Takes a token that can be a key, and after which no key can start. */
  #fetchAfterKey(scan: () => YamlToken): void {
    this.#saveKey();
    this.#keys.allowed = false;
    this.#queue.push(scan());
  }

  #fetchPlain(): void {
    this.#saveKey();
    this.#keys.allowed = false;
    const token = scanPlain(this.#cursor, this.#state.indent + 1, this.#state.flowLevel > 0);
    if (this.#cursor.hasBreak) this.#keys.allowed = true;
    this.#queue.push(token);
  }

  #fetchBlockScalar(isLiteral: boolean): void {
    this.#keys.remove();
    this.#keys.allowed = true;
    this.#queue.push(scanBlock(this.#cursor, this.#state.indent, isLiteral));
  }
}
