import { refuseToken, type YamlToken, type YamlTokenType } from './yaml-token.ts';
import type { YamlScanner } from './yaml-scanner.ts';

export const isDirective = (type: YamlTokenType): boolean =>
  type === 'version' || type === 'tag-directive';

const defaults = [
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
] as const;

/** The directives of a document: the prefixes that its tags have. */
export class YamlDirectives {
  readonly #scanner: YamlScanner;
  /** Tag handle → prefix. */
  readonly #handles = new Map<string, string>();

  constructor(scanner: YamlScanner) {
    this.#scanner = scanner;
  }

  /** Reads the directives before a document (parserc.go, yaml_parser_process_directives). */
  read(): void {
    let hasVersion = false;
    for (let token = this.#scanner.peek(); isDirective(token.type); token = this.#scanner.peek()) {
      if (token.type === 'version') {
        if (hasVersion) refuseToken('found duplicate %YAML directive', token);
        if (token.text !== '1.1') refuseToken('found incompatible YAML document', token);
        hasVersion = true;
      } else {
        const isKnown = this.#handles.has(token.text);
        if (isKnown) refuseToken('found duplicate %TAG directive', token);
        this.#handles.set(token.text, token.suffix);
      }
      this.#scanner.advance();
    }
    for (const [handle, prefix] of defaults) {
      if (!this.#handles.has(handle)) this.#handles.set(handle, prefix);
    }
  }

  /** Forgets what the document declared. */
  clear(): void {
    this.#handles.clear();
  }

  /** A tag in full. */
  tagOf(token: YamlToken): string {
    if (token.text === '') return token.suffix;
    const prefix = this.#handles.get(token.text);
    const tag = prefix === undefined ? '' : prefix + token.suffix;
    if (tag === '') refuseToken('found undefined tag handle', token);
    return tag;
  }
}
