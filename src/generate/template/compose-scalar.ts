import { quoteText, writeScalar, writeText } from '../../source/scalar.ts';
import type { Slot } from './find-slots.ts';
import { PartList, type Part } from './action-parts.ts';
import { composeBlock } from './compose-block.ts';
import { goAction, goWord, isPlainForGo } from './go-pass.ts';
import { isControl, type ControlMark, type Mark } from './marked-text.ts';
import type { At } from './template-node.ts';
import { isScalar, type TemplateData, type TemplateValue } from './template-value.ts';
import { ValueText, type Place, type ScalarFault } from './value-text.ts';

export interface ComposedScalar {
  readonly text: string;
  readonly faults: readonly ScalarFault[];
  readonly warnings: readonly ScalarFault[];
}

class ScalarComposer {
  readonly #values: ValueText;
  readonly #slot: Slot;
  readonly #place: Place;
  readonly #mark: (number: number) => Mark;
  /** The value because of which a block scalar must be quoted. */
  #refused: At | undefined;

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
    const { faults, warnings } = this.#values;
    const before = [faults.length, warnings.length] as const;
    const valueOf = (mark: Mark) => this.#values.textOf(mark);
    const { needsPass } = this.#place;
    const made = composeBlock(this.#slot.source, this.#mark, valueOf, needsPass);
    if (!('text' in made)) {
      this.#refused = made.at;
      faults.splice(before[0]);
      warnings.splice(before[1]);
      return undefined;
    }
    if (!made.isBalanced) this.#unbalanced();
    return made.text;
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

  #actionParts(): readonly Part[] {
    const made = new PartList();
    if (this.#place.isKey) {
      this.#values.fault(
        'template-asked',
        'a key cannot depend on an asked answer',
        'put {{#…}}, {{else}} and {{/…}} on lines of their own, around the whole line',
      );
      return made.parts;
    }
    for (const part of this.#slot.parts) {
      const mark = typeof part === 'number' ? this.#mark(part) : undefined;
      if (!mark) made.text(String(part));
      else if (isControl(mark)) {
        this.#checkTest(mark);
        made.tag(mark, goAction(mark, true));
      } else made.text(this.#values.textOf(mark));
    }
    made.end();
    if (made.isUnbalanced) this.#unbalanced();
    const { source, style } = this.#slot;
    if (style === 'block' && !made.endsAs(source.split('\n')[0] ?? '')) {
      this.#values.faultAt(
        this.#refused,
        'template-helper',
        'a value that is empty or has line breaks or special characters cannot be in a block text like this one',
        'start the block text with |+, or write the value outside of it',
      );
    }
    return made.parts;
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
