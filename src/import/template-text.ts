/**
 * Text as it is in a Handlebars template, where `{{` begins a tag unless a backslash is before it. A backslash of
 * the text itself is doubled, and ends at a comment.
 */
export const literal = (text: string): string =>
  text.replaceAll(/(\\*)\{\{/g, (_found, slashes: string) =>
    slashes === '' ? String.raw`\{{` : String.raw`${slashes}\{{!}}\{{`,
  );

/** The text of a Handlebars template as it is written. */
export class TemplateText {
  readonly #parts: string[] = [];
  #start: 'value' | 'after-block' | undefined;

  /** With `isStart`, it is the start of a value, whose first blanks are not part of it. */
  constructor(isStart = false) {
    this.#start = isStart ? 'value' : undefined;
  }

  get text(): string {
    return this.#parts.join('');
  }

  write(text: string): void {
    const written = this.#start === 'value' ? text.replace(/^[ \t]+/, '') : text;
    if (written === '') return;
    this.#parts.push(written);
    this.#start = /(?::|(?:^|\n)[ \t]*-)[ \t]*$/.test(written) ? 'value' : undefined;
  }

  /** Whether a value starts here: blanks before its text are not part of it. */
  get isStart(): boolean {
    return this.#start !== undefined;
  }

  /** Adds a block within a line. A value that starts here starts in the block, or after it. */
  block(text: string): void {
    const isStart = this.isStart;
    if (this.#ends(':')) this.#parts.push(' ');
    this.tag(text);
    this.#start = isStart ? 'after-block' : undefined;
  }

  /** Takes back the blanks at the end. */
  takeBlanks(): string {
    const last = this.#parts.at(-1) ?? '';
    const blanks = /[ \t]*$/.exec(last)?.[0] ?? '';
    if (blanks !== '') this.#parts[this.#parts.length - 1] = last.slice(0, -blanks.length);
    return blanks;
  }

  /** Adds text that begins with a tag. A backslash before a tag must be doubled. */
  tag(text: string): void {
    if (text.startsWith('{{') && this.#ends('\\')) this.#parts.push('\\');
    this.#parts.push(text);
    this.#start = undefined;
  }

  #ends(text: string): boolean {
    return this.#parts.at(-1)?.endsWith(text) === true;
  }

  /** Puts back what was taken. */
  restore(line: string): void {
    this.#parts.push(line);
    this.#start = 'value';
  }

  /** Takes back what is written of the last line. */
  takeLine(): string {
    let line = '';
    for (let part = this.#parts.pop(); part !== undefined; part = this.#parts.pop()) {
      const start = part.lastIndexOf('\n') + 1;
      line = part.slice(start) + line;
      if (start === 0) continue;
      this.#parts.push(part.slice(0, start));
      break;
    }
    return line;
  }
}
