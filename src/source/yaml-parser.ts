import { blockItems, blockParts, unindentedItems } from './parse-block.ts';
import { flowItems, flowParts } from './parse-flow.ts';
import type { NodeParser } from './node-parser.ts';
import { emptyAt, scalarOf, withOffset, type RawDocument, type RawNode } from './raw-node.ts';
import { YamlRefusal } from './yaml-fault.ts';
import type { YamlDialect } from './yaml-cursor.ts';
import { YamlScanner } from './yaml-scanner.ts';
import { isDirective, YamlDirectives } from './yaml-directives.ts';
import { refuseToken, type YamlToken } from './yaml-token.ts';

const maxDepth = 1000;

/** Parses the tokens of a text into nodes as the go-yaml of 2016 does (parserc.go). */
export class YamlParser implements NodeParser {
  readonly scanner: YamlScanner;
  readonly #anchors = new Map<string, RawNode>();
  /** Anchor → the number of its last definition. */
  readonly #defined = new Map<string, number>();
  #definitions = 0;
  readonly #tags: YamlDirectives;
  readonly #dialect: YamlDialect;
  #depth = 0;

  constructor(text: string, dialect: YamlDialect) {
    this.#dialect = dialect;
    this.scanner = new YamlScanner(text, dialect);
    this.#tags = new YamlDirectives(this.scanner);
  }

  /**
   * The first document; undefined if there is none. Odd: the go-yaml of 2016 also parses the start of the second
   * document, so text after the first one must begin with `---` (decode.go, parser.document).
   */
  document(): RawDocument | undefined {
    const { type } = this.scanner.peek();
    if (type === 'stream-end') return undefined;
    const isExplicit = isDirective(type) || type === 'document-start';
    this.#tags.read();
    if (isExplicit) this.#documentStart();
    const root = isExplicit ? this.#content() : this.node(true, false);
    if (this.scanner.peek().type === 'document-end') this.scanner.advance();
    this.#tags.clear();
    if (this.#dialect === 'current') return { root, anchors: this.#anchors };
    while (this.scanner.peek().type === 'document-end') this.scanner.advance();
    if (this.scanner.peek().type !== 'stream-end') {
      this.#tags.read();
      this.#documentStart();
    }
    return { root, anchors: this.#anchors };
  }

  #documentStart(): void {
    const token = this.scanner.peek();
    if (token.type !== 'document-start') {
      refuseToken('did not find expected <document start>', token);
    }
    this.scanner.advance();
  }

  #content(): RawNode {
    const token = this.scanner.peek();
    const isEmpty =
      isDirective(token.type) ||
      token.type === 'document-start' ||
      token.type === 'document-end' ||
      token.type === 'stream-end';
    return isEmpty ? emptyAt(token.start) : this.node(true, false);
  }

  node(isBlock: boolean, canBeUnindented: boolean): RawNode {
    const first = this.scanner.peek();
    if (first.type === 'alias') {
      this.scanner.advance();
      return { kind: 'alias', name: first.text, offset: first.start };
    }
    if (first.type !== 'anchor' && first.type !== 'tag') {
      return this.#untagged(first, isBlock, canBeUnindented);
    }
    const anchor = this.#property('anchor');
    const tagToken = this.#property('tag');
    const name = (anchor ?? this.#property('anchor'))?.text;
    const tag = tagToken && this.#tags.tagOf(tagToken);
    if (name === undefined) return this.#tagged(first, tag, isBlock, canBeUnindented);
    const definition = (this.#definitions += 1);
    this.#defined.set(name, definition);
    const node = this.#tagged(first, tag, isBlock, canBeUnindented);
    // An anchor of the same name within the value is the later one.
    if (this.#defined.get(name) === definition) this.#anchors.set(name, node);
    return node;
  }

  #property(type: 'anchor' | 'tag'): YamlToken | undefined {
    const token = this.scanner.peek();
    if (token.type !== type) return undefined;
    this.scanner.advance();
    return token;
  }

  /** The content after an anchor or a tag, which can be missing. */
  #tagged(
    first: YamlToken,
    tag: string | undefined,
    isBlock: boolean,
    canBeUnindented: boolean,
  ): RawNode {
    const token = this.scanner.peek();
    const offset = first.start;
    if (token.type === 'scalar' && tag !== undefined) {
      this.scanner.advance();
      return { kind: 'tagged', tag, text: token.text, offset };
    }
    const hasContent =
      token.type === 'scalar' ||
      token.type === 'flow-list' ||
      token.type === 'flow-map' ||
      (isBlock && (token.type === 'block-list' || token.type === 'block-map')) ||
      (canBeUnindented && token.type === 'block-entry');
    if (hasContent) return withOffset(this.#untagged(token, isBlock, canBeUnindented), offset);
    return tag === undefined ? emptyAt(offset) : { kind: 'tagged', tag, text: '', offset };
  }

  #untagged(token: YamlToken, isBlock: boolean, canBeUnindented: boolean): RawNode {
    if (token.type === 'scalar') {
      this.scanner.advance();
      return scalarOf(token);
    }
    this.enter(token.start);
    const node = this.#collection(token, isBlock, canBeUnindented);
    this.leave();
    return node;
  }

  enter(offset: number): void {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new YamlRefusal({ message: 'nested too deep', offset });
  }

  leave(): void {
    this.#depth -= 1;
  }

  #collection(token: YamlToken, isBlock: boolean, canBeUnindented: boolean): RawNode {
    const { type, start: offset } = token;
    if (canBeUnindented && type === 'block-entry') {
      return { kind: 'raw-list', items: unindentedItems(this), offset };
    }
    if (type === 'flow-list') return { kind: 'raw-list', items: flowItems(this), offset };
    if (type === 'flow-map') return { kind: 'raw-map', parts: flowParts(this), offset };
    if (isBlock && type === 'block-list')
      return { kind: 'raw-list', items: blockItems(this), offset };
    if (isBlock && type === 'block-map')
      return { kind: 'raw-map', parts: blockParts(this), offset };
    return refuseToken('did not find expected node content', token);
  }
}
