import { lexTemplate } from '../rancher/template/lex-template.ts';
import { parseTemplate } from '../rancher/template/parse-template.ts';
import { functionNames } from '../rancher/template/rancher-functions.ts';
import type { Pipeline, TemplateNode } from '../rancher/template/template-node.ts';
import { Unsupported } from './unsupported.ts';

/** A `{{…}}` of a Go template. */
export interface Action {
  readonly kind: 'if' | 'with' | 'range' | 'else' | 'end' | 'output' | 'comment';
  readonly start: number;
  readonly end: number;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
  /** Nothing else is on its line, or only the `#` of a comment. */
  readonly isAlone: boolean;
  readonly pipeline: Pipeline | undefined;
}

/** A part of a template: text, a value, or a block with its branches. */
export type Part =
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | { readonly kind: 'output'; readonly action: Action; readonly pipeline: Pipeline }
  | { readonly kind: 'block'; readonly block: Block };

export interface Branch {
  /** The tag that begins it. */
  readonly tag: Action;
  readonly parts: Part[];
}

export interface Block {
  readonly branches: Branch[];
  readonly start: number;
  /** Each tag is alone on its line. */
  readonly hasLines: boolean;
  /** The tag that ends it. */
  readonly close: Action;
}

function pipelinesOf(nodes: readonly TemplateNode[]): Map<number, Pipeline> {
  const found = new Map<number, Pipeline>();
  const visit = (each: TemplateNode): void => {
    if (each.kind === 'action') found.set(each.offset, each.pipeline);
    if (each.kind === 'if' || each.kind === 'with' || each.kind === 'range') {
      found.set(each.offset, each.pipeline);
      for (const inner of [...each.body, ...each.otherwise]) visit(inner);
    }
  };
  for (const node of nodes) visit(node);
  return found;
}

const keywords = new Set(['if', 'with', 'range', 'else', 'end']);

const isBlank = (text: string, at: number) => text[at] === ' ' || text[at] === '\t';

function isAloneOnLine(text: string, start: number, end: number): boolean {
  let [before, after] = [start - 1, end];
  while (isBlank(text, before)) before -= 1;
  if (text[before] === '#') before -= 1;
  while (isBlank(text, before)) before -= 1;
  while (isBlank(text, after)) after += 1;
  const isFirst = before < 0 || text[before] === '\n';
  return isFirst && (after >= text.length || text[after] === '\n');
}

/** The actions of a text, in order. Throws Unsupported where Rancher refuses it, or a blueprint has no such action. */
export function actionsOf(text: string): Action[] {
  const read = parseTemplate(text, functionNames);
  if ('fault' in read) {
    throw new Unsupported(
      `Rancher cannot read the template: ${read.fault.message}`,
      read.fault.offset,
    );
  }
  if (read.template.defined.size > 0) {
    throw new Unsupported('a template that defines another one', text.indexOf('{{'));
  }
  const pipelines = pipelinesOf(read.template.nodes);
  const found: Action[] = [];
  let words: string[] = [];
  let start = 0;
  let pipeline: Pipeline | undefined;
  for (const token of lexTemplate(text)) {
    if (token.kind === 'left') [start, words, pipeline] = [token.offset, [], undefined];
    pipeline ??= pipelines.get(token.offset);
    if (token.kind !== 'right') {
      if (token.kind === 'keyword') words.push(token.text);
      continue;
    }
    const [word = 'output'] = words;
    if (word !== 'output' && !keywords.has(word)) {
      throw new Unsupported(`a blueprint has no {{${word}}}`, start);
    }
    const end = token.offset + 2;
    found.push({ ...placed(text, start, end), kind: word as Action['kind'], pipeline });
  }
  return withComments(text, found);
}

function placed(text: string, start: number, end: number) {
  return {
    start,
    end,
    trimsBefore: /^\{\{-\s/.test(text.slice(start, start + 4)),
    trimsAfter: /\s-\}\}$/.test(text.slice(end - 4, end)),
    isAlone: isAloneOnLine(text, start, end),
  };
}

/** Adds the comments, which are all other braces of a text that Go reads. */
function withComments(text: string, actions: readonly Action[]): Action[] {
  const all: Action[] = [];
  let from = 0;
  const comments = (until: number) => {
    const pattern = /\{\{(?:-\s)?\/\*[\s\S]*?\*\/(?:\s-)?\}\}/g;
    for (const match of text.slice(from, until).matchAll(pattern)) {
      const start = from + match.index;
      const end = start + match[0].length;
      all.push({ ...placed(text, start, end), kind: 'comment', pipeline: undefined });
    }
  };
  for (const action of actions) {
    comments(action.start);
    all.push(action);
    from = action.end;
  }
  comments(text.length);
  return all;
}

/** The part of a text that an action takes: its line if it is alone there, otherwise also the blanks that it trims. */
function taken(text: string, action: Action, isLine: boolean): { start: number; end: number } {
  let { start, end } = action;
  if (isLine) {
    start = text.lastIndexOf('\n', start - 1) + 1;
    const next = text.indexOf('\n', end);
    return { start, end: next === -1 ? text.length : next + 1 };
  }
  while (action.trimsBefore && /[ \t\r\n]/.test(text[start - 1] ?? '')) start -= 1;
  while (action.trimsAfter && /[ \t\r\n]/.test(text[end] ?? '')) end += 1;
  return { start, end };
}

/** For each tag of a block: whether all tags of the block are alone on their lines. */
function blockLines(actions: readonly Action[]): Map<Action, boolean> {
  const lines = new Map<Action, boolean>();
  const open: Action[][] = [];
  for (const action of actions) {
    if (action.kind === 'if' || action.kind === 'with' || action.kind === 'range') open.push([]);
    if (action.kind === 'output' || action.kind === 'comment') {
      lines.set(action, action.isAlone);
      continue;
    }
    open.at(-1)?.push(action);
    if (action.kind !== 'end') continue;
    const tags = open.pop() ?? [];
    // A tag that trims what is after it joins two lines.
    const isLines = tags.every((tag) => tag.isAlone && !tag.trimsAfter);
    for (const tag of tags) lines.set(tag, isLines);
  }
  return lines;
}

/** A value that declares a variable, or a comment, leaves no text of its own. */
const isSilent = ({ kind, pipeline }: Action) =>
  kind === 'comment' || (kind === 'output' && (pipeline?.variables.length ?? 0) > 0);

class PartBuilder {
  readonly root: Part[] = [];
  readonly #text: string;
  readonly #lines: Map<Action, boolean>;
  readonly #open: { branches: Branch[]; start: number }[] = [];
  #from = 0;

  constructor(text: string, lines: Map<Action, boolean>) {
    this.#text = text;
    this.#lines = lines;
  }

  get #parts(): Part[] {
    return this.#open.at(-1)?.branches.at(-1)?.parts ?? this.root;
  }

  textUntil(end: number): void {
    if (end > this.#from) this.#parts.push({ kind: 'text', start: this.#from, end });
  }

  add(action: Action): void {
    const isLine =
      this.#lines.get(action) === true && (action.kind !== 'output' || isSilent(action));
    const { start, end } = taken(this.#text, action, isLine);
    this.textUntil(start);
    this.#from = Math.max(this.#from, end);
    const { kind, pipeline } = action;
    if (isSilent(action)) return;
    if (kind === 'output') {
      if (pipeline) this.#parts.push({ kind, action, pipeline });
    } else if (kind === 'else') this.#open.at(-1)?.branches.push({ tag: action, parts: [] });
    else if (kind === 'end') this.#close(action);
    else this.#open.push({ branches: [{ tag: action, parts: [] }], start });
  }

  #close(close: Action): void {
    const made = this.#open.pop();
    if (!made) return;
    const block = { ...made, hasLines: this.#lines.get(close) === true, close };
    this.#parts.push({ kind: 'block', block });
  }
}

/** A Go template as its parts. */
export function partsOf(text: string, actions: readonly Action[]): Part[] {
  const builder = new PartBuilder(text, blockLines(actions));
  for (const action of actions) builder.add(action);
  builder.textUntil(text.length);
  return builder.root;
}

/** The text with each action replaced by characters that keep the YAML around it. */
export function masked(text: string, actions: readonly Action[]): string {
  let made = '';
  let from = 0;
  for (const action of actions) {
    const isLine = action.isAlone && action.kind !== 'output';
    // Between two characters of a value, blanks would be a part of it, or end it.
    const isInside = /\S/.test(text[action.start - 1] ?? '') && /\S/.test(text[action.end] ?? '');
    const fill = isLine || (isSilent(action) && !isInside) ? ' ' : 'x';
    const hidden = text.slice(action.start, action.end).replaceAll(/[^\n]/g, fill);
    made += text.slice(from, action.start) + hidden;
    from = action.end;
  }
  return made + text.slice(from);
}
