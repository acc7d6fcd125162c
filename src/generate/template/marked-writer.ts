import {
  marker,
  markerStart,
  type ControlMark,
  type Mark,
  type MarkedText,
} from './marked-text.ts';
import type { At } from './template-node.ts';
import { lengthOf } from './template-value.ts';
import type { TextBudget } from './text-budget.ts';

interface Line {
  readonly at: At;
  readonly text: string;
  /** Set for the tag of a block that is alone on its line. */
  readonly control?: ControlMark['kind'];
}

const widthOf = (line: string): number => line.search(/\S|$/);

/** Writes a text with markers, line by line. Its methods throw TooLong. */
export class MarkedWriter {
  readonly #marks: Mark[] = [];
  readonly #lines: Line[] = [];
  #text = '';
  #at: At | undefined;
  #indent = '';
  #hasControls = false;
  readonly #budget: TextBudget;

  constructor(budget: TextBudget) {
    this.#budget = budget;
  }

  /** Runs `write`; each line with text that it writes starts with `indent`. */
  indented(indent: string, write: () => void): void {
    const outer = this.#indent;
    this.#indent += indent;
    write();
    this.#indent = outer;
  }

  #append(text: string, at: At): void {
    if (this.#text === '' && text !== '') {
      this.#text = this.#indent;
      this.#budget.take(this.#indent.length);
    }
    this.#at ??= at;
    this.#budget.take(text.length);
    this.#text += text;
  }

  #newLine(at: At): void {
    this.#lines.push({ at: this.#at ?? at, text: this.#text });
    this.#text = '';
    this.#at = undefined;
  }

  #plain(text: string, [file, line, column]: At): void {
    const parts = text.split('\n');
    for (const [index, part] of parts.entries()) {
      const at: At = [file, line + index, index === 0 ? column : 1];
      const whole = part.endsWith('\r') ? part.slice(0, -1) : part;
      if (whole !== '') this.#append(whole, at);
      if (index < parts.length - 1) this.#newLine(at);
    }
  }

  /** Writes text of the template; a text that looks like a marker is written as one. */
  write(text: string, at: At): void {
    if (!text.includes(markerStart)) {
      this.#plain(text, at);
      return;
    }
    const [file] = at;
    let [, line, column] = at;
    for (const [index, part] of text.split(markerStart).entries()) {
      if (index > 0) this.mark({ kind: 'literal', text: markerStart, at: [file, line, column] });
      this.#plain(part, [file, line, column]);
      const breaks = part.split('\n').length - 1;
      if (breaks > 0) [line, column] = [line + breaks, 1];
    }
  }

  mark(mark: Mark): void {
    const number = this.#marks.push(mark) - 1;
    if (mark.kind === 'value') this.#budget.take(lengthOf(mark.value));
    this.#append(marker(number), mark.at);
  }

  /** Writes the tag of a block: on a line of its own, which is a comment, or within a line. */
  control(mark: ControlMark, line: At | undefined): void {
    const isOwnLine = line !== undefined && this.#text === '';
    const number = this.#marks.push(isOwnLine ? { ...mark, isOwnLine } : mark) - 1;
    if (!isOwnLine) {
      this.#append(marker(number), mark.at);
      return;
    }
    this.#hasControls = true;
    this.#lines.push({ at: line, text: `#${marker(number)}`, control: mark.kind });
  }

  end(): MarkedText {
    if (this.#text !== '' || this.#at) this.#newLine(this.#at ?? [0, 1, 1]);
    else this.#lines.push({ at: this.#lines.at(-1)?.at ?? [0, 1, 1], text: '' });
    const lines = this.#hasControls ? this.#withIndentedControls() : this.#lines;
    return {
      text: lines.map(({ text }) => text).join('\n'),
      marks: this.#marks,
      origins: lines.map(({ at }) => at),
    };
  }

  /**
   * Indents the tags of blocks as the first text in the block is, so that they are part of a block scalar if that
   * text is. All tags of a block have the same indentation: they are in the same scalar, or in none.
   */
  #withIndentedControls(): Line[] {
    const widths = this.#widthsOfBlocks();
    const open: number[] = [];
    return this.#lines.map((line, index) => {
      if (line.control === undefined) return line;
      if (line.control === 'if' || line.control === 'range') {
        open.push(widths.get(index) ?? open.at(-1) ?? 0);
      }
      const width = open.at(-1) ?? 0;
      this.#budget.take(width);
      const text = `${' '.repeat(width)}${line.text}`;
      if (line.control === 'end') open.pop();
      return { ...line, text };
    });
  }

  /** For the line of each opening tag, the width of the first text in its block, or else after it. */
  #widthsOfBlocks(): ReadonlyMap<number, number> {
    const widths = new Map<number, number>();
    const open: number[] = [];
    let waiting: number[] = [];
    for (const [index, { text, control }] of this.#lines.entries()) {
      if (control === 'if' || control === 'range') {
        open.push(index);
        waiting.push(index);
      } else if (control === 'end') {
        const start = open.pop() ?? 0;
        // Blocks without text in them, and after them in this one, are indented as this one is.
        waiting = waiting.filter((each) => each <= start);
      } else if (control === undefined && text.trim() !== '') {
        for (const each of waiting) widths.set(each, widthOf(text));
        waiting = [];
      }
    }
    return widths;
  }
}
