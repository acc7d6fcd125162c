import type { AnswerSpec } from '../../model/answers.ts';
import type { AskedTest } from './evaluate.ts';
import type { Piece, Slot, Slots } from './find-slots.ts';
import { escapeGo, goAction, goBoolean, withOwnLine } from './go-pass.ts';
import { isControl, type Mark, type MarkedText } from './marked-text.ts';
import { composeScalar } from './compose-scalar.ts';
import { askedBoolean, isRaw, needsPass, placeOf, type Writing } from './slot-place.ts';
import type { At } from './template-node.ts';
import { textOf } from './template-value.ts';
import type { ScalarFault } from './value-text.ts';

/** What is wrong with a value in its place. */
export interface ComposeFault extends ScalarFault {
  readonly at: At;
}

/** A file in its final form. */
export interface ComposedText {
  readonly text: string;
  /** Where each line comes from. */
  readonly origins: readonly At[];
  /** Whether Rancher must process it as a Go template. */
  readonly needsPass: boolean;
  readonly tests: readonly AskedTest[];
  readonly faults: readonly ComposeFault[];
  readonly warnings: readonly ComposeFault[];
}

const firstLine = '# notemplating';
const isFirstLine = /^# ?notemplating *(?:\n|$)/;

/** A value in a comment: one line, without braces that are an action for the template pass. */
const inComment = (text: string): string =>
  text
    .replaceAll(/[\p{C}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\{(?=\{|$)/g, '{ ')
    .replace(/^\{/, ' {');

class Composer {
  readonly faults: ComposeFault[] = [];
  readonly warnings: ComposeFault[] = [];
  readonly origins: At[] = [];
  readonly #marked: MarkedText;
  readonly #slots: Slots;
  readonly #writing: Writing;
  readonly needsPass: boolean;
  #out = '';
  /** The line of the marked text that is being written. */
  #line = 0;

  constructor(marked: MarkedText, slots: Slots, writing: Writing) {
    this.#marked = marked;
    this.#slots = slots;
    this.#writing = writing;
    this.needsPass = writing.isInterpolated && needsPass(slots.pieces, marked.marks);
  }

  compose(): string {
    const { pieces } = this.#slots;
    for (const [index, piece] of pieces.entries()) {
      switch (piece.kind) {
        case 'text':
          this.#text(piece.text);
          break;
        case 'slot':
          this.#slot(piece, pieces[index + 1]);
          break;
        case 'line':
          this.#ownLine(piece);
          break;
        case 'comment':
          this.#comment(piece.mark);
          break;
        case 'misplaced':
          this.#fault(piece.mark, `a value cannot be ${piece.what}`);
      }
    }
    this.#write('', false);
    return this.#withFirstLine();
  }

  #mark(number: number): Mark {
    const mark = this.#marked.marks[number];
    if (!mark) throw new Error(`marker ${number} has no meaning`);
    return mark;
  }

  #fault(number: number, message: string, hint?: string): void {
    const { at } = this.#mark(number);
    this.faults.push({ code: 'template-helper', message, at, ...(hint ? { hint } : {}) });
  }

  #origin(): At {
    const { origins } = this.#marked;
    return origins[this.#line] ?? origins.at(-1) ?? [0, 1, 1];
  }

  /** Writes; with `isSource`, as many lines of the marked text as there are in it. */
  #write(text: string, isSource: boolean): void {
    this.#out += text;
    const breaks = text.split('\n').length - 1;
    for (let count = 0; count < breaks; count += 1) {
      this.origins.push(this.#origin());
      if (isSource) this.#line += 1;
    }
  }

  #text(text: string): void {
    this.#write(this.needsPass ? escapeGo(text) : text, true);
  }

  #comment(number: number): void {
    const mark = this.#mark(number);
    if (isControl(mark)) {
      this.#fault(
        number,
        'a block that depends on an asked answer must be on lines of its own, or within one value',
        'put {{#…}}, {{else}} and {{/…}} on lines of their own',
      );
      return;
    }
    if (mark.kind === 'literal') this.#text(mark.text);
    else if (mark.value.kind === 'fixed') this.#write(inComment(textOf(mark.value.value)), false);
    else if (mark.value.kind === 'asked') this.#write(`\${${mark.value.spec.variable}}`, false);
    else this.#fault(number, 'this value cannot be in a comment');
  }

  #ownLine({ mark: number, indent, isAfterBlock }: Extract<Piece, { kind: 'line' }>): void {
    const mark = this.#mark(number);
    if (!isControl(mark)) {
      const isBlock = mark.kind === 'value' && mark.value.kind === 'block';
      if (isBlock) this.#block(mark.value.text);
      else {
        this.#write(`${indent}# `, false);
        this.#comment(number);
      }
      return;
    }
    if (mark.kind === 'range' && isRaw(this.#writing)) {
      this.#fault(
        number,
        'words of an asked answer are possible in docker-compose.yml only',
        'declare the answer with "type": "array"; an answers file fixes it',
      );
      return;
    }
    const action = goAction(mark, false);
    if (isAfterBlock && !isRaw(this.#writing)) {
      const before = this.#out;
      this.#out = withOwnLine(before, action, 0);
      if (!this.#out.startsWith(before)) this.origins.pop();
    } else this.#write(isRaw(this.#writing) ? `#{{ ${action} }}` : `{{- ${action} }}`, false);
  }

  #block(text: string): void {
    // The catalog service reads these lines before any template pass, so they are escaped as YAML.
    // Without a version, the executor takes the key catalog for a service (config/merge.go, CreateRawConfig).
    const isFirst = this.#slots.version === undefined;
    this.#write(isFirst ? text.replace(/^catalog:/, '.catalog:') : text, false);
  }

  #slot(slot: Slot, next: Piece | undefined): void {
    const boolean = askedBoolean(slot, this.#marked.marks);
    if (boolean) {
      this.#boolean(slot, boolean, next);
      return;
    }
    const first = this.#mark(slot.parts.find((part) => typeof part === 'number') ?? 0);
    const where = placeOf(slot, this.#slots.version, this.#marked.marks, this.#writing);
    const place = { ...where, needsPass: this.needsPass };
    const made = composeScalar(slot, place, (number) => this.#mark(number));
    const { text, faults, warnings } = made;
    // The block around a word is the fault, where there can be none.
    const isExplained =
      isRaw(this.#writing) && first.kind === 'value' && first.value.kind === 'word';
    if (!isExplained) this.faults.push(...faults.map((fault) => ({ at: first.at, ...fault })));
    this.warnings.push(...warnings.map((fault) => ({ at: first.at, ...fault })));
    this.#write(text, false);
    this.#line += slot.source.split('\n').length - 1;
  }

  #boolean(slot: Slot, { variable, name }: AnswerSpec, next: Piece | undefined): void {
    if (!isRaw(this.#writing)) {
      const mark = this.#mark(Number(slot.parts[1]));
      this.#write(goBoolean(variable, mark.kind === 'value' && mark.isInRange), false);
      return;
    }
    const start = this.#out.lastIndexOf('\n') + 1;
    const lead = this.#out.slice(start);
    const isAlone =
      next === undefined || (next.kind === 'text' && /^ *(?:#.*)?(?:\n|$)/.test(next.text));
    if (!/^ *[^\s#-][^:]*:\s+$/.test(lead) || !isAlone) {
      this.#fault(
        Number(slot.parts[1]),
        `the asked boolean ${name} cannot be here: Rancher reads this file before its template pass too`,
        'write it on a line of its own, as "key: {{answer}}"',
      );
      return;
    }
    this.#out = this.#out.slice(0, start);
    // The second line is a comment before the template pass, so that the key is not there twice.
    const otherwise = `#{{ else }}{{ "\\n" }}${lead}false`;
    this.#write(
      `#{{ if eq .Values.${variable} "true" }}\n${lead}true\n${otherwise}\n#{{ end }}`,
      false,
    );
  }

  #withFirstLine(): string {
    const found = isFirstLine.exec(this.#out);
    this.origins.push(this.#origin());
    if (this.needsPass === (found === null) || !this.#writing.isInterpolated) return this.#out;
    if (found) {
      this.origins.shift();
      return this.#out.slice(found[0].length);
    }
    this.origins.unshift([0, 1, 1]);
    return `${firstLine}\n${this.#out}`;
  }
}

/** Values into their places. */
export function composeText(marked: MarkedText, slots: Slots, writing: Writing): ComposedText {
  const composer = new Composer(marked, slots, writing);
  const text = composer.compose();
  const { origins, faults, warnings } = composer;
  const tests = marked.marks.flatMap((mark) => (mark.kind === 'if' ? [mark.test] : []));
  return { text, origins, needsPass: composer.needsPass, tests, faults, warnings };
}
