import type { Command, Operand, Pipeline, Template, TemplateNode } from './template-node.ts';

/** A value that a template reads from what it is filled in with. */
export interface TemplateUse {
  /**
   * From the root: `['Values', 'PORT']`, `['Release', 'PreviousVersion']`. `['Values']` alone is a
   * use of all answers, e.g. a loop over them or an index that is computed.
   */
  readonly path: readonly string[];
  /** What it decides: text, whether or how often a part is there, or a variable or argument. */
  readonly as: 'output' | 'condition' | 'loop' | 'variable' | 'argument';
  /** Texts that it is compared with, by `eq` and `ne`. */
  readonly comparedWith: readonly string[];
  /** Where it stands in the template, in UTF-16 units from 0. */
  readonly offset: number;
}

/** The path from the root that a value is known to come from; undefined of any other. */
type Meaning = readonly string[] | undefined;

interface Scope {
  readonly name: string;
  readonly meaning: Meaning;
}

const wanted = { if: 'condition', with: 'condition', range: 'loop' } as const;

/** `{{ else if }}` and the like nest; no real template comes near. */
const maxDepth = 200;

class Uses {
  readonly found: TemplateUse[] = [];
  private readonly template: Template;
  private readonly called = new Set<string>();
  private scopes: Scope[] = [{ name: '$', meaning: [] }];
  private as: TemplateUse['as'] = 'output';
  private depth = 0;

  constructor(template: Template) {
    this.template = template;
  }

  walk(nodes: readonly TemplateNode[], dot: Meaning): void {
    const scope = this.scopes.length;
    this.depth += 1;
    if (this.depth < maxDepth) for (const node of nodes) this.node(node, dot);
    this.depth -= 1;
    this.scopes.length = scope;
  }

  private node(node: TemplateNode, dot: Meaning): void {
    if (node.kind === 'action') {
      this.as = node.pipeline.variables.length > 0 ? 'variable' : 'output';
      this.pipeline(node.pipeline, dot);
    } else if (node.kind === 'template') this.call(node, dot);
    else if (node.kind === 'if' || node.kind === 'with' || node.kind === 'range') {
      this.control(node, dot);
    }
  }

  private control(node: TemplateNode & { kind: 'if' | 'with' | 'range' }, dot: Meaning): void {
    const scope = this.scopes.length;
    this.as = wanted[node.kind];
    const meaning = this.pipeline(node.pipeline, dot, node.kind === 'range');
    const inside = { if: dot, with: meaning, range: undefined }[node.kind];
    this.walk(node.body, inside);
    this.walk(node.otherwise, dot);
    this.scopes.length = scope;
  }

  private call(node: TemplateNode & { kind: 'template' }, dot: Meaning): void {
    this.as = 'argument';
    const meaning = node.pipeline ? this.pipeline(node.pipeline, dot) : undefined;
    const call = JSON.stringify([node.name, meaning]);
    const body = this.template.defined.get(node.name);
    if (!body || this.called.has(call)) return;
    this.called.add(call);
    const { scopes } = this;
    this.scopes = [{ name: '$', meaning }];
    this.walk(body, meaning);
    this.scopes = scopes;
  }

  /** What a pipeline gives, with the uses in it noted; a loop uses up even the root's own maps. */
  private pipeline(pipeline: Pipeline, dot: Meaning, isLoop = false): Meaning {
    const [only, ...others] = pipeline.commands;
    let meaning: Meaning;
    if (only && others.length === 0) {
      meaning = this.command(only, dot);
      if (meaning && (isLoop || meaning.length > 1)) this.use(meaning, only.offset);
    } else {
      for (const command of pipeline.commands) this.used(command, dot);
    }
    for (const name of pipeline.variables) {
      this.scopes.push({ name, meaning: isLoop ? undefined : meaning });
    }
    return meaning;
  }

  private used(command: Command, dot: Meaning): void {
    const meaning = this.command(command, dot);
    if (meaning) this.use(meaning, command.offset);
  }

  /** The meaning of a command that only reads; the uses of one that computes are noted. */
  private command(command: Command, dot: Meaning): Meaning {
    const [first, ...args] = command.operands;
    if (!first) return undefined;
    if (first.kind !== 'function') return this.operand(first, dot);
    if (first.name === 'index') return this.index(args, dot);
    const isComparison = first.name === 'eq' || first.name === 'ne';
    const texts = args.flatMap((arg) => (arg.kind === 'string' ? [arg.value] : []));
    for (const arg of args) {
      const meaning = this.operand(arg, dot);
      if (meaning) this.use(meaning, arg.offset, isComparison ? texts : []);
    }
    return undefined;
  }

  /** `index .Values "A"` is `.Values.A`. */
  private index(args: readonly Operand[], dot: Meaning): Meaning {
    const [of, ...keys] = args;
    const meaning = of && this.operand(of, dot);
    const names = keys.flatMap((key) => (key.kind === 'string' ? [key.value] : []));
    if (meaning && names.length === keys.length) return [...meaning, ...names];
    if (meaning && of) this.use(meaning, of.offset);
    for (const key of keys) {
      const used = this.operand(key, dot);
      if (used) this.use(used, key.offset);
    }
    return undefined;
  }

  private operand(operand: Operand, dot: Meaning): Meaning {
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'field':
        return dot && [...dot, ...operand.names];
      case 'variable': {
        const meaning = this.scopes.findLast(({ name }) => name === operand.name)?.meaning;
        return meaning && [...meaning, ...operand.names];
      }
      case 'pipeline': {
        const [only, ...others] = operand.pipeline.commands;
        if (only && others.length === 0) return this.command(only, dot);
        return this.pipeline(operand.pipeline, dot);
      }
      case 'chain': {
        const meaning = this.operand(operand.of, dot);
        return meaning && [...meaning, ...operand.names];
      }
      case 'bool':
      case 'function':
      case 'nil':
      case 'number':
      case 'string':
        return undefined;
      default:
        return operand satisfies never;
    }
  }

  private use(path: readonly string[], offset: number, comparedWith: readonly string[] = []): void {
    if (path.length === 0) return;
    const { as } = this;
    this.found.push({ path: path.slice(0, 2), as, comparedWith, offset });
  }
}

/** What a template reads, in the order of the text; loop variables and the like are seen through. */
export function templateUses(template: Template): TemplateUse[] {
  const uses = new Uses(template);
  uses.walk(template.nodes, []);
  return uses.found;
}
