import { quoteText, writeScalar, writeText } from '../../source/scalar.ts';
import type { Slot } from './find-slots.ts';
import { escapeGo, goAction, goWord, isPlainForGo } from './go-pass.ts';
import { isControl, splitMarkers, type ControlMark, type Mark } from './marked-text.ts';
import { isScalar, type TemplateData, type TemplateValue } from './template-value.ts';
import { ValueText, type Place, type ScalarFault } from './value-text.ts';

export interface ComposedScalar {
  readonly text: string;
  readonly faults: readonly ScalarFault[];
  readonly warnings: readonly ScalarFault[];
}

/** A part of the text of a scalar: text, or an action of Rancher's template pass. */
type Part = { readonly text: string } | { readonly action: string };

/** Text that can be put into a block scalar as it is: no line breaks and nothing that YAML does not allow there. */
const isInline = (text: string): boolean => /^[^\p{C}\u0085\u2028\u2029]*$/u.test(text);

class ScalarComposer {
  readonly #values: ValueText;
  readonly #slot: Slot;
  readonly #place: Place;
  readonly #mark: (number: number) => Mark;

  constructor(slot: Slot, place: Place, mark: (number: number) => Mark, values: ValueText) {
    this.#slot = slot;
    this.#place = place;
    this.#values = values;
    this.#mark = mark;
  }

  compose(): string {
    const { parts, style, source } = this.#slot;
    const numbers = parts.filter((part) => typeof part === 'number');
    const kept = style === 'block' ? this.#inBlock() : undefined;
    if (kept !== undefined) return kept;
    const lineEnd = source.endsWith('\n') ? '\n' : '';
    const hasControls = numbers.some((number) => isControl(this.#mark(number)));
    if (hasControls) return this.#withActions() + lineEnd;
    const [before, number, after, more] = parts;
    const isAlone = before === '' && after === '' && more === undefined;
    const mark = this.#mark(Number(number));
    if (isAlone && mark.kind === 'value' && style === 'plain')
      return this.#alone(mark.value, mark.isText);
    const text = parts
      .map((part) => (typeof part === 'number' ? this.#values.textOf(this.#mark(part)) : part))
      .join('');
    return style === 'plain' ? writeText(text) : quoteText(text) + lineEnd;
  }

  /** A value that is the whole scalar, and keeps its type. */
  #alone(value: TemplateValue, isText: boolean): string {
    if (value.kind === 'word') return this.#word(value.variable);
    if (value.kind === 'fixed' && !isText && !isScalar(value.value)) return this.#flow(value.value);
    if (value.kind !== 'fixed') return quoteText(this.#values.valueText(value));
    const { value: data } = value;
    if (isText && typeof data !== 'string') return quoteText(this.#values.valueText(value));
    return isScalar(data) && typeof data !== 'string'
      ? writeScalar(data)
      : writeText(this.#values.valueText(value));
  }

  #word(variable: string): string {
    if (!this.#place.isRaw && !this.#place.isKey) return goWord(variable);
    return this.#values.fault('template-asked', 'a word of an asked answer cannot be here');
  }

  /** A list or a map between brackets. */
  #flow(data: TemplateData): string {
    if (Array.isArray(data)) return `[${data.map((item) => this.#flow(item)).join(', ')}]`;
    if (typeof data === 'object') {
      const fields = Object.entries(data).map(
        ([key, value]) => `${quoteText(key)}: ${this.#flow(value)}`,
      );
      return `{${fields.join(', ')}}`;
    }
    return typeof data === 'string' ? quoteText(this.#values.escape(data)) : writeScalar(data);
  }

  /** A block scalar in its own style, if the values allow it. */
  #inBlock(): string | undefined {
    const escape = this.#place.needsPass ? escapeGo : (text: string) => text;
    const { faults, warnings } = this.#values;
    const before = [faults.length, warnings.length] as const;
    let depth = 0;
    let written = '';
    for (const part of splitMarkers(this.#slot.source)) {
      if (typeof part === 'string') {
        written += escape(part);
        continue;
      }
      const mark = this.#mark(part);
      if (isControl(mark)) {
        depth += mark.kind === 'if' ? 1 : mark.kind === 'end' ? -1 : 0;
        const isOwnLine = /\n *#$/.test(written);
        const action = goAction(mark, false);
        written = isOwnLine ? `${written.slice(0, -1)}{{- ${action} }}` : `${written}{{${action}}}`;
        if (depth < 0 || mark.kind === 'range') break;
        continue;
      }
      const value = this.#values.textOf(mark);
      const isFirst = /\n *$/.test(written);
      if (!isInline(value) || value.includes('{{') || (isFirst && !/^[^\s]/.test(value))) {
        faults.splice(before[0]);
        warnings.splice(before[1]);
        return undefined;
      }
      written += value;
    }
    if (depth !== 0) this.#unbalanced();
    return written;
  }

  /** The scalar with actions of the template pass in it. */
  #withActions(): string {
    const parts = this.#actionParts();
    const written = parts.map((part, index) => {
      if ('action' in part) return `{{${part.action}}}`;
      const text = quoteText(part.text).slice(1, -1);
      const isBeforeAction = index < parts.length - 1;
      return isBeforeAction && text.endsWith('{') ? `${text.slice(0, -1)}\\x7b` : text;
    });
    return `"${written.join('')}"`;
  }

  #actionParts(): Part[] {
    const made: Part[] = [];
    let depth = 0;
    let isOwnLine = false;
    for (const part of this.#slot.parts) {
      if (typeof part === 'string') {
        // Of a tag on a line of its own, which was written as `#` and a marker, nothing is left.
        const text = isOwnLine ? part.replace(/^\n/, '') : part;
        isOwnLine = /(?:^|\n) *#$/.test(text);
        made.push({ text: isOwnLine ? text.replace(/ *#$/, '') : text });
        continue;
      }
      const mark = this.#mark(part);
      if (!isControl(mark)) {
        made.push({ text: this.#values.textOf(mark) });
        continue;
      }
      depth += mark.kind === 'if' ? 1 : mark.kind === 'end' ? -1 : 0;
      if (mark.kind === 'range' || depth < 0) this.#unbalanced();
      this.#checkTest(mark);
      made.push({ action: goAction(mark, true) });
    }
    if (depth > 0) this.#unbalanced();
    if (this.#place.isKey) {
      this.#values.fault(
        'template-asked',
        'a key cannot depend on an asked answer',
        'put the whole line into the block',
      );
    }
    return made;
  }

  #checkTest(mark: ControlMark): void {
    if (mark.kind !== 'if' || mark.test.texts.every(isPlainForGo)) return;
    const { name } = mark.test.spec;
    const message = `Rancher cannot compare ${name} with this text within a value`;
    this.#values.fault('template-asked', message, 'put the block on lines of its own');
  }

  #unbalanced(): void {
    if (this.#values.faults.length > 0) return;
    this.#values.fault(
      'template-helper',
      'a block that depends on an asked answer must be on lines of its own, or within one value',
      'put {{#…}}, {{else}} and {{/…}} on lines of their own',
    );
  }
}

/** A scalar with its values; faults are about the values in this place. */
export function composeScalar(
  slot: Slot,
  place: Place,
  mark: (number: number) => Mark,
): ComposedScalar {
  const values = new ValueText(place);
  const composer = new ScalarComposer(slot, place, mark, values);
  const text = composer.compose();
  return { text, faults: values.faults, warnings: values.warnings };
}
