import { readMark } from './yaml-bytes.ts';
import { YamlRefusal } from './yaml-fault.ts';

/** Bytes that go-yaml's reader decodes at a time (yamlprivateh.go, input_raw_buffer_size). */
const windowBytes = 512;

// Characters that go-yaml's reader does not accept (readerc.go, yaml_parser_update_buffer).
const refused =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

const bytesOf = (code: number): number => {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return readMark(code)?.width ?? (code < 0x10000 ? 3 : 4);
};

/**
 * The part of a text that go-yaml's reader has decoded. It decodes 512 bytes ahead, so it refuses a
 * character before the scanner refuses an earlier part of the text. A text without odd characters is
 * one window.
 */
export class YamlWindow {
  /** Offset of the first character that is not decoded yet. */
  limit: number;
  /** Offset of the first character in go-yaml's buffer. */
  start: number;
  readonly #text: string;
  readonly #fault: number;
  /** Bytes of the next window that are used up: those of the byte order mark. */
  #used: number;

  /** `isPlain`: the text has printable ASCII characters and line feeds only. */
  constructor(text: string, isPlain: boolean) {
    this.#text = text;
    const hasMark = text.startsWith('\uFEFF');
    this.start = hasMark ? 1 : 0;
    this.#used = hasMark ? 3 : 0;
    this.#fault = isPlain ? text.length : (refused.exec(text)?.index ?? text.length);
    const isOdd = this.#fault < text.length || (!isPlain && text.includes('\uFEFF', this.start));
    this.limit = isOdd ? this.start : Number.POSITIVE_INFINITY;
  }

  /** Decodes until `count` characters from `at` are available, or to the end. */
  load(at: number, count: number): void {
    if (this.limit === Number.POSITIVE_INFINITY || this.#available(at) >= count) return;
    this.start = at;
    while (this.limit < this.#text.length && this.#available(at) < count) this.#decode();
    if (this.#available(at) < count) this.limit = Number.POSITIVE_INFINITY;
  }

  #available(at: number): number {
    let count = 0;
    for (let next = at; next < this.limit && count < 8; count += 1) {
      next += (this.#text.codePointAt(next) ?? 0) > 0xffff ? 2 : 1;
    }
    return count;
  }

  #decode(): void {
    const from = this.limit;
    let bytes = this.#used;
    this.#used = 0;
    while (this.limit < this.#text.length) {
      const code = this.#text.codePointAt(this.limit) ?? 0;
      bytes += bytesOf(code);
      if (bytes > windowBytes) return;
      if (this.limit === this.#fault) {
        // That a character is incomplete is known when nothing follows.
        if (this.limit > from && readMark(code)?.fault.startsWith('incomplete')) return;
        this.#refuse(code);
      }
      this.limit += code > 0xffff ? 2 : 1;
    }
  }

  #refuse(code: number): never {
    const message = readMark(code)?.fault ?? 'control characters are not allowed';
    throw new YamlRefusal({ message, offset: this.#fault });
  }
}
