import { skipsTemplate } from '../rancher/launch/render-text.ts';
import type { ImportedAnswer, ImportedAnswers } from './imported-answer.ts';
import {
  answerOf,
  conditionOf,
  expressionOf,
  literalOf,
  type Condition,
  type Expression,
  type Scope,
} from './go-condition.ts';
import { actionsOf, partsOf, type Action, type Block, type Part } from './template-parts.ts';
import { literal, TemplateText } from './template-text.ts';
import { writeOutput } from './write-output.ts';
import { Unsupported } from './unsupported.ts';
import { writeBlock, type WrittenBranch } from './write-block.ts';
import { isInterpolated, scalarAt, scanCompose, type ScannedCompose } from './yaml-scalars.ts';

/** A construct that could not be converted. */
export interface ImportProblem {
  readonly message: string;
  readonly offset: number;
}

/** A compose file as a template of a blueprint. */
export interface ConvertedCompose {
  readonly text: string;
  /** What cannot be converted; the text is then not usable. */
  readonly problems: readonly ImportProblem[];
  /** The variables whose answers the template uses. */
  readonly used: ReadonlySet<string>;
}

export interface ConvertOptions {
  readonly answers: ImportedAnswers;
  /** The text is taken as one without Go templates. @default whether Rancher skips it */
  readonly isPlain?: boolean;
}

const variable = /\$(?:\$|\{([A-Za-z0-9_]+)\}|([A-Za-z_][A-Za-z0-9_]*))/g;

/** The text with each action replaced by characters that keep the YAML around it. */
function masked(text: string, actions: readonly Action[]): string {
  let made = '';
  let from = 0;
  for (const action of actions) {
    const isBlank = action.isAlone && action.kind !== 'output';
    const isSilent = action.kind === 'comment' || (action.pipeline?.variables.length ?? 0) > 0;
    const fill = isBlank || isSilent ? ' ' : 'x';
    const hidden = text.slice(action.start, action.end).replaceAll(/[^\n]/g, fill);
    made += text.slice(from, action.start) + hidden;
    from = action.end;
  }
  return made + text.slice(from);
}

class Converter {
  readonly problems: ImportProblem[] = [];
  readonly used = new Set<string>();
  readonly #text: string;
  readonly #options: ConvertOptions;
  readonly #scanned: ScannedCompose | undefined;
  readonly #names = new Map<ImportedAnswer, string>();
  #texts = new Map<string, string>();

  constructor(text: string, actions: readonly Action[], options: ConvertOptions) {
    this.#text = text;
    this.#options = options;
    this.#scanned = scanCompose(masked(text, actions));
    for (const [name, answer] of options.answers) this.#names.set(answer, name);
  }

  get scope(): Scope {
    return { answers: this.#options.answers, texts: this.#texts, dot: 'data', words: new Set() };
  }

  /** Collects what cannot be converted; the rest is converted to find all of it. */
  #attempt<T>(instead: T, make: () => T): T {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      this.problems.push({ message: error.message, offset: error.offset });
      return instead;
    }
  }

  parts(parts: readonly Part[], scope: Scope, isStart = false): string {
    const made = new TemplateText(isStart);
    for (const [index, part] of parts.entries()) {
      if (part.kind === 'text') this.#variables(made, part.start, part.end);
      else if (part.kind === 'output') {
        this.#output(made, part, scope);
      } else {
        const next = parts[index + 1];
        const following = next?.kind === 'text' ? this.#text[next.start] : undefined;
        this.#attempt(undefined, () => this.#block(made, part.block, scope, following));
      }
    }
    return made.text;
  }

  #output(made: TemplateText, { action, pipeline }: Part & { kind: 'output' }, scope: Scope): void {
    const { start, end } = action;
    const scalar = this.#scanned && scalarAt(this.#scanned, start);
    const use = (answer: ImportedAnswer) => this.#use(answer);
    this.#attempt(undefined, () =>
      writeOutput(made, expressionOf(pipeline), { start, end, scalar, scope, use }),
    );
  }

  #use(answer: ImportedAnswer): string {
    this.used.add(this.#names.get(answer) ?? answer.name);
    return answer.name;
  }

  /** Literal text, with an answer for each variable that Rancher would replace by it. */
  #variables(made: TemplateText, start: number, end: number): void {
    let from = start;
    for (const match of this.#text.slice(start, end).matchAll(variable)) {
      const at = start + match.index;
      const answer = this.#options.answers.get(match[1] ?? match[2] ?? '');
      const scalar = this.#scanned && scalarAt(this.#scanned, at);
      const isReplaced =
        scalar !== undefined &&
        this.#scanned !== undefined &&
        isInterpolated(this.#scanned, scalar);
      // Three braces in a row have another meaning.
      if (!answer || !isReplaced || this.#text[at - 1] === '{') continue;
      made.write(literal(this.#text.slice(from, at)));
      from = at + match[0].length;
      const isWhole = scalar.start === at && scalar.end === from;
      const isTyped = isWhole && scalar.plain && answer.type !== 'string';
      made.tag(isTyped ? `{{text ${this.#use(answer)}}}` : `{{${this.#use(answer)}}}`);
    }
    made.write(literal(this.#text.slice(from, end)));
  }

  #block(made: TemplateText, block: Block, scope: Scope, following: string | undefined): void {
    const [first] = block.branches;
    if (!first?.tag.pipeline) return;
    if (first.tag.kind === 'range') {
      this.#range(made, block, scope);
      return;
    }
    const written = this.#branches(block, scope, !block.hasLines && made.isStart);
    writeBlock(made, written, {
      offset: block.start,
      indent: block.hasLines ? this.#indentOf(block) : undefined,
      isLast: following === '\n' || following === undefined,
    });
  }

  #branches({ branches }: Block, scope: Scope, isStart: boolean): WrittenBranch[] {
    const isWith = branches[0]?.tag.kind === 'with';
    return branches.map(({ tag, parts }) => {
      const expression = tag.pipeline && expressionOf(tag.pipeline);
      const dot = (isWith && expression && answerOf(expression, scope)) || scope.dot;
      const condition = expression && this.#condition(expression, scope);
      return { condition, text: this.parts(parts, { ...scope, dot }, isStart) };
    });
  }

  #condition(expression: Expression, scope: Scope): Condition {
    const condition = this.#attempt<Condition>({ kind: 'fixed', value: true }, () =>
      conditionOf(expression, scope),
    );
    const note = (each: Condition): void => {
      if (each.kind === 'is') this.#use(each.answer);
      else if (each.kind === 'not') note(each.of);
      else if (each.kind !== 'fixed') each.of.forEach(note);
    };
    note(condition);
    return condition;
  }

  #indentOf({ branches }: Block): string {
    const at = branches[0]?.tag.start ?? 0;
    const line = this.#text.slice(this.#text.lastIndexOf('\n', at - 1) + 1, at);
    return line.replace(/[^ \t].*$/, '');
  }

  #range(made: TemplateText, block: Block, scope: Scope): void {
    const [body, ...others] = block.branches;
    if (!body?.tag.pipeline) return;
    const { pipeline, start } = body.tag;
    const expression = expressionOf(pipeline);
    const list =
      expression.kind === 'call' && expression.name === 'splitPreserveQuotes'
        ? expression.args[0]
        : undefined;
    const answer = list && answerOf(list, scope);
    if (!answer || others.length > 0)
      throw new Unsupported('a range over other than the words of an answer', start);
    const item = pipeline.variables.at(-1);
    const words = new Set([...scope.words, ...(item === undefined ? [] : [item])]);
    const inner = this.parts(body.parts, { ...scope, dot: 'word', words });
    const [before, after] = block.hasLines ? [this.#indentOf(block), '\n'] : ['', ''];
    made.tag(`${before}{{#words ${this.#use(answer)}}}${after}${inner}${before}{{/words}}${after}`);
  }

  declare(actions: readonly Action[]): void {
    for (const { pipeline, kind, start } of actions) {
      const [name] = pipeline?.variables ?? [];
      if (kind !== 'output' || !pipeline || name === undefined) continue;
      this.#attempt(undefined, () => {
        const value = literalOf(expressionOf(pipeline), this.scope);
        if (value === undefined || pipeline.assigns || this.#texts.has(name)) {
          throw new Unsupported(`the variable ${name} is not one literal text`, start);
        }
        this.#texts = new Map(this.#texts).set(name, value);
        return undefined;
      });
    }
  }
}

/** A compose file → the text of a `.hbs` template that makes Rancher do the same. */
export function convertCompose(source: string, options: ConvertOptions): ConvertedCompose {
  const text = source.replaceAll('\r\n', '\n');
  const isPlain = options.isPlain ?? (skipsTemplate(text) || !text.includes('{{'));
  let actions: readonly Action[] = [];
  try {
    if (!isPlain) actions = actionsOf(text);
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    const problems = [{ message: error.message, offset: error.offset }];
    return { text: '', problems, used: new Set() };
  }
  const converter = new Converter(text, actions, options);
  converter.declare(actions);
  const made = converter.parts(partsOf(text, actions), converter.scope);
  return { text: made, problems: converter.problems, used: converter.used };
}
