import { skipsTemplate } from '../rancher/launch/render-text.ts';
import type { ImportedAnswer, ImportedAnswers } from './imported-answer.ts';
import { answerOf, boundExpression, type Scope } from './answer-of.ts';
import { conditionOf, givenBy, type Condition } from './go-condition.ts';
import { expressionOf, type Expression } from './go-expression.ts';
import {
  actionsOf,
  masked,
  partsOf,
  type Action,
  type Block,
  type Part,
} from './template-parts.ts';
import { literal, TemplateText } from './template-text.ts';
import { writeOutput } from './write-output.ts';
import { ImportFindings, type ImportNote, type ImportProblem } from './import-findings.ts';
import { sourceText } from './source-text.ts';
import { Unsupported } from './unsupported.ts';
import { writeBlock, type WrittenBranch } from './write-block.ts';
import { isInterpolated, scalarAt, scanCompose, type ScannedCompose } from './yaml-scalars.ts';

/** A compose file as a template of a blueprint. */
export interface ConvertedCompose {
  readonly text: string;
  /** What cannot be converted; the text is then not usable. */
  readonly problems: readonly ImportProblem[];
  /** What Rancher does in another way for some answers. */
  readonly notes: readonly ImportNote[];
}

export interface ConvertOptions {
  readonly answers: ImportedAnswers;
  /** The text is taken as one without Go templates. @default whether Rancher skips it */
  readonly isPlain?: boolean;
}

const interpolation = /\$(?:\$|\{([A-Za-z0-9_]+)\}|([A-Za-z_][A-Za-z0-9_]*))/g;

class Converter {
  readonly found: ImportFindings;
  readonly #text: string;
  readonly #options: ConvertOptions;
  readonly #scanned: ScannedCompose | undefined;
  #variables = new Map<string, Expression>();

  constructor(text: string, actions: readonly Action[], options: ConvertOptions) {
    this.#text = text;
    this.#options = options;
    this.found = new ImportFindings(text, actions);
    this.#scanned = scanCompose(masked(text, actions));
  }

  get scope(): Scope {
    return {
      answers: this.#options.answers,
      variables: this.#variables,
      dot: 'data',
      words: new Set(),
      given: new Set(),
      onUnasked: (variable, offset) => {
        const message = `no question asks for ${variable}, which is empty for Rancher unless the API sets it; here it always is`;
        this.found.note(`unasked ${variable}`, { message, offset, isMaterial: true });
      },
    };
  }

  parts(parts: readonly Part[], scope: Scope, isStart = false): string {
    const made = new TemplateText(isStart);
    for (const [index, part] of parts.entries()) {
      if (part.kind === 'text') this.#interpolated(made, part.start, part.end);
      else if (part.kind === 'output') {
        this.#output(made, part, scope);
      } else {
        const next = parts[index + 1];
        this.found.attempt(undefined, () => this.#block(made, part.block, scope, next));
      }
    }
    return made.text;
  }

  #output(made: TemplateText, { action, pipeline }: Part & { kind: 'output' }, scope: Scope): void {
    const { start, end } = action;
    const scalar = this.#scanned && scalarAt(this.#scanned, start);
    const use = (answer: ImportedAnswer) => {
      this.found.noteRaw(answer, start);
      return answer.name;
    };
    const isLast = /^[ \t]*(?:\n|$)/.test(this.#text.slice(end, end + 200));
    this.found.attempt(undefined, () =>
      writeOutput(made, expressionOf(pipeline), { start, end, scalar, isLast, scope, use }),
    );
  }

  /** Literal text, with an answer for each variable that Rancher would replace by it. */
  #interpolated(made: TemplateText, start: number, end: number): void {
    let from = start;
    for (const match of this.#text.slice(start, end).matchAll(interpolation)) {
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
      made.tag(isTyped ? `{{text ${answer.name}}}` : `{{${answer.name}}}`);
    }
    made.write(literal(this.#text.slice(from, end)));
  }

  #block(made: TemplateText, block: Block, scope: Scope, next: Part | undefined): void {
    const [first] = block.branches;
    if (!first?.tag.pipeline) return;
    if (first.tag.kind === 'range') {
      this.#range(made, block, scope);
      return;
    }
    const written = this.#branches(block, scope, !block.hasLines && made.isStart);
    const isLineEnd = next?.kind === 'text' && this.#text[next.start] === '\n';
    writeBlock(made, written, {
      offset: first.tag.start,
      indent: block.hasLines ? this.#indentOf(block) : undefined,
      isLast: isLineEnd || next?.kind !== 'text',
      endsLine: isLineEnd || next === undefined,
    });
  }

  #branches({ branches }: Block, scope: Scope, isStart: boolean): WrittenBranch[] {
    const isWith = branches[0]?.tag.kind === 'with';
    const otherwise: ImportedAnswer[] = [];
    return branches.map(({ tag, parts }) => {
      const expression = tag.pipeline && expressionOf(tag.pipeline);
      const dot = (isWith && expression && answerOf(expression, scope)) || scope.dot;
      const condition = expression && this.#condition(expression, scope);
      const given = new Set([
        ...scope.given,
        ...otherwise,
        ...(condition ? givenBy(condition, true) : []),
      ]);
      if (condition) otherwise.push(...givenBy(condition, false));
      const [name] = tag.pipeline?.variables ?? [];
      if (name !== undefined && scope.variables.has(name)) {
        throw new Unsupported(`the variable ${name} does not stand for one value`, tag.start);
      }
      const variables =
        name === undefined || !expression
          ? scope.variables
          : new Map(scope.variables).set(name, boundExpression(expression, scope));
      return { condition, text: this.parts(parts, { ...scope, dot, given, variables }, isStart) };
    });
  }

  #condition(expression: Expression, scope: Scope): Condition {
    return this.found.attempt<Condition>({ kind: 'fixed', value: true }, () =>
      conditionOf(expression, scope),
    );
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
      throw new Unsupported(
        'a range over other than the words of an answer',
        start,
        'write its lines once for each choice in the entry, in conditions on the answer',
      );
    const item = pipeline.variables.at(-1);
    const words = new Set([...scope.words, ...(item === undefined ? [] : [item])]);
    const inner = this.parts(body.parts, { ...scope, dot: 'word', words });
    const [before, after] = block.hasLines ? [this.#indentOf(block), '\n'] : ['', ''];
    made.tag(`${before}{{#words ${answer.name}}}${after}${inner}${before}{{/words}}${after}`);
  }

  declare(actions: readonly Action[]): void {
    for (const { pipeline, kind, start } of actions) {
      const [name] = pipeline?.variables ?? [];
      if (kind !== 'output' || !pipeline || name === undefined) continue;
      this.found.attempt(undefined, () => {
        const value = expressionOf(pipeline);
        if (pipeline.assigns || this.#variables.has(name) || value.kind === 'dot') {
          throw new Unsupported(`the variable ${name} does not stand for one value`, start);
        }
        this.#variables = new Map(this.#variables).set(name, boundExpression(value, this.scope));
        return undefined;
      });
    }
  }
}

/** A compose file → the text of a `.hbs` template that makes Rancher do the same. */
export function convertCompose(source: string, options: ConvertOptions): ConvertedCompose {
  const text = sourceText(source);
  const isPlain = options.isPlain ?? (skipsTemplate(text) || !text.includes('{{'));
  let actions: readonly Action[] = [];
  try {
    if (!isPlain) actions = actionsOf(text);
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    const problems = [{ message: error.message, offset: error.offset }];
    return { text: '', problems, notes: [] };
  }
  const converter = new Converter(text, actions, options);
  converter.declare(actions);
  const made = converter.parts(partsOf(text, actions), converter.scope);
  const { problems, notes } = converter.found;
  return { text: made, problems, notes };
}
