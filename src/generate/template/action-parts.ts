import type { ControlMark } from './marked-text.ts';

/** A part of the text of a scalar: text, or an action of Rancher's template pass. */
export type Part = { readonly text: string } | { readonly action: string };

/** Splits the text of a scalar with tags of blocks into parts, so that nothing is left of lines that have only a tag. */
export class PartList {
  readonly parts: Part[] = [];
  #depth = 0;
  /** Whether a line is there in any case, so that all later ones can start with their line break. */
  #hasLine = false;
  #dropsBreak = false;
  /** Where the last text is that is there in any case; empty lines can follow in it. */
  #lastLine = -1;
  /** Whether a tag had a line of its own. */
  hasOwnLines = false;
  /** Whether there was a tag without its counterpart. */
  isUnbalanced = false;

  text(text: string): void {
    const whole = this.#dropsBreak ? text.replace(/^\n/, '') : text;
    this.#dropsBreak = false;
    const last = this.parts.at(-1);
    const before = last && 'text' in last ? last.text : undefined;
    if (before !== undefined) this.parts.pop();
    this.parts.push({ text: `${before ?? ''}${whole}` });
    const isLine = /[^\n]/.test(whole.replace(/ *#$/, ''));
    if (this.#depth === 0 && isLine) this.#lastLine = this.parts.length - 1;
  }

  tag({ kind, isOwnLine }: ControlMark, action: string): void {
    if (isOwnLine === true) this.#ownLine();
    this.#depth += kind === 'if' ? 1 : kind === 'end' ? -1 : 0;
    this.isUnbalanced ||= kind === 'range' || this.#depth < 0;
    this.parts.push({ action });
  }

  /** The text before such a tag ends with `#`, as its line was a comment. */
  #ownLine(): void {
    this.hasOwnLines = true;
    const last = this.parts.pop();
    const before = last && 'text' in last ? last.text.replace(/ *#$/, '') : '';
    this.#hasLine ||= this.#depth === 0 && before !== '';
    this.#dropsBreak = !this.#hasLine;
    this.parts.push({ text: this.#hasLine ? before.replace(/\n$/, '') : before });
  }

  end(): void {
    this.isUnbalanced ||= this.#depth > 0;
  }

  /**
   * Whether the text ends as a block scalar with this header does: in such a text, line breaks at the end are removed
   * after the template pass, in each branch.
   */
  endsAs(header: string): boolean {
    if (!this.hasOwnLines || header.includes('+')) return true;
    if (header.startsWith('>')) return false;
    const rest = this.parts.slice(Math.max(this.#lastLine, 0), -1);
    return !rest.some((part) => 'text' in part && part.text.endsWith('\n'));
  }
}
