import type { Code } from '../../diagnostics/codes.ts';
import { splitPreserveQuotes } from '../../rancher/template/sprig-text.ts';
import { decide, evaluate, HelperFault, type Frame } from './evaluate.ts';
import { MarkedWriter } from './marked-writer.ts';
import type { MarkedText } from './marked-text.ts';
import type { At, ConditionNode, LoopNode, TagLines, TemplateNode } from './template-node.ts';
import { TextBudget, TooLong } from './text-budget.ts';
import { textHelpers } from './text-helpers.ts';
import { fixed, textOf, type TemplateData, type TemplateValue } from './template-value.ts';

/** Parts of a template that are expanded for one file; more is not an entry but an attempt to fill the memory. */
const mostParts = 500_000;

/** Why a checked template cannot be rendered with these answers. */
export class RenderFault extends Error {
  readonly code: Code;
  readonly at: At;
  readonly hint: string;

  // oxlint-disable-next-line max-params
  constructor(code: Code, message: string, at: At, hint: string) {
    super(message);
    this.code = code;
    this.at = at;
    this.hint = hint;
  }
}

class Expander {
  readonly #writer: MarkedWriter;
  #parts = 0;
  #at: At = [0, 1, 1];
  #words = 0;
  /** How many loops are around that Rancher's template pass executes. */
  #ranges = 0;

  constructor(budget: TextBudget) {
    this.#writer = new MarkedWriter(budget);
  }

  render(nodes: readonly TemplateNode[], frame: Frame): MarkedText {
    try {
      this.expand(nodes, frame);
      return this.#writer.end();
    } catch (error) {
      if (error instanceof TooLong) {
        const hint = 'repeat it less often, or shorten the answers in it';
        throw new RenderFault('file-too-large', error.message, this.#at, hint);
      }
      if (!(error instanceof HelperFault)) throw error;
      const hint = `write ${textHelpers[error.helper]?.usage}`;
      throw new RenderFault('template-helper', error.message, this.#at, hint);
    }
  }

  expand(nodes: readonly TemplateNode[], frame: Frame): void {
    for (const node of nodes) this.#node(node, frame);
  }

  #node(node: TemplateNode, frame: Frame): void {
    this.#parts += 1;
    this.#at = node.at;
    if (this.#parts > mostParts) {
      throw new RenderFault(
        'file-too-large',
        `this file has more than ${mostParts} parts`,
        node.at,
        'shorten its lists',
      );
    }
    switch (node.kind) {
      case 'content':
        this.#writer.write(node.text, node.at);
        return;
      case 'value': {
        const value = evaluate(node.value, frame);
        const { isText, isSecret = false, at } = node;
        this.#writer.mark({ kind: 'value', value, isText, isSecret, at, ...this.#inRange });
        return;
      }
      case 'condition':
        this.#condition(node, frame);
        return;
      case 'partial': {
        const values = new Map(
          Object.entries(node.params).map(([name, value]) => [name, evaluate(value, frame)]),
        );
        this.#writer.indented(node.indent, () => this.expand(node.body, { values, outer: frame }));
        return;
      }
      case 'each':
      case 'words':
        this.#loop(node, frame);
    }
  }

  get #inRange(): { readonly isInRange?: true } {
    return this.#ranges > 0 ? { isInRange: true } : {};
  }

  #condition(node: ConditionNode, frame: Frame): void {
    const decided = decide(node.test, frame);
    if (typeof decided === 'boolean') {
      this.expand(decided ? node.body : node.otherwise, frame);
      return;
    }
    const isTurned = node.body.length === 0 && node.otherwise.length > 0;
    const test = isTurned ? { ...decided, negated: !decided.negated } : decided;
    this.#writer.control({ kind: 'if', test, at: node.at, ...this.#inRange }, node.lines?.open);
    this.expand(isTurned ? node.otherwise : node.body, frame);
    if (!isTurned && node.otherwise.length > 0) {
      this.#writer.control({ kind: 'else', at: node.at }, node.lines?.otherwise);
      this.expand(node.otherwise, frame);
    }
    this.#end(node);
  }

  #end({ at, lines }: { readonly at: ConditionNode['at']; readonly lines?: TagLines }): void {
    this.#writer.control({ kind: 'end', at }, lines?.close);
  }

  #loop(node: LoopNode, frame: Frame): void {
    const value = evaluate(node.value, frame);
    if (value.kind === 'asked') {
      this.#words += 1;
      const variable = `$word${this.#words}`;
      const { variable: spec } = value.spec;
      const { at, lines } = node;
      this.#writer.control({ kind: 'range', variable, spec, at, ...this.#inRange }, lines?.open);
      this.#ranges += 1;
      this.#turn(node, frame, { kind: 'word', variable }, 0, false);
      this.#ranges -= 1;
      if (node.otherwise.length > 0) {
        this.#writer.control({ kind: 'else', at }, lines?.otherwise);
        this.expand(node.otherwise, frame);
      }
      this.#end(node);
      return;
    }
    const items = itemsOf(node.kind, value);
    for (const [index, item] of items.entries()) {
      this.#turn(node, frame, fixed(item), index, index === items.length - 1);
    }
    if (items.length === 0) this.expand(node.otherwise, frame);
  }

  // oxlint-disable-next-line max-params
  #turn(node: LoopNode, outer: Frame, item: TemplateValue, index: number, isLast: boolean): void {
    const [itemName, indexName] = node.names;
    const values = new Map<string, TemplateValue>();
    if (item.kind === 'fixed' && typeof item.value === 'object' && !Array.isArray(item.value)) {
      for (const [name, value] of Object.entries(item.value)) values.set(name, fixed(value));
    }
    if (itemName !== undefined) values.set(itemName, item);
    if (indexName !== undefined) values.set(indexName, fixed(index));
    this.expand(node.body, { values, loop: { item, index, isLast }, outer });
  }
}

function itemsOf(kind: 'each' | 'words', value: TemplateValue): readonly TemplateData[] {
  const data = value.kind === 'fixed' ? value.value : '';
  if (kind === 'words') return splitPreserveQuotes(textOf(data));
  return Array.isArray(data) ? data : [];
}

/** The text of a template with markers for its values: a file, or the value of an answer. Throws RenderFault. */
export const expandTemplate = (
  nodes: readonly TemplateNode[],
  frame: Frame,
  what: 'file' | 'value' = 'file',
): MarkedText => new Expander(new TextBudget(what)).render(nodes, frame);
