import { KeptWith } from '../source/kept-with.ts';
import type {
  Call,
  GoTemplate,
  Operand,
  Pipeline,
  TemplateNode,
} from '../rancher/template/template-node.ts';

/** What a part of a template refers to. */
type Kind = 'root' | 'values' | 'other';

export interface ValueUse {
  readonly name: string;
  readonly offset: number;
  /** Whether it is part of the output, and not only of a condition. */
  readonly printed: boolean;
}

/** How many texts are kept of what an answer is compared with. */
const mostTexts = 10;

/** Answers in one expression; with more, it is not known which of them a text is for. */
const mostBeside = 100;

/** Walks all branches of a template and collects the answers that it reads. */
class Walk {
  readonly uses: ValueUse[] = [];
  /** Texts that are in one expression with an answer: what it is compared with. */
  readonly beside = new Map<string, Set<string>>();
  /** Whether it loops over all answers, or computes a name. */
  dynamic = false;
  private printing = false;
  private readonly texts: string[] = [];

  nodes(nodes: readonly TemplateNode[], dot: Kind, scope: ReadonlyMap<string, Kind>): void {
    const names = new Map(scope);
    for (const node of nodes) this.node(node, dot, names);
  }

  private node(node: TemplateNode, dot: Kind, names: Map<string, Kind>): void {
    this.printing = node.kind === 'action';
    if (node.kind === 'action') {
      this.action(node.pipeline, names, this.pipeline(node.pipeline, dot, names));
    } else if (node.kind === 'template') {
      // A named template is walked with the whole data as its dot; passed the answers, it names them as `.X`.
      const given = node.pipeline && this.pipeline(node.pipeline, dot, names);
      if (given === 'values') this.dynamic = true;
    } else if (node.kind === 'if' || node.kind === 'with' || node.kind === 'range') {
      this.branch(node, dot, names);
    }
  }

  private action(pipeline: Pipeline, names: Map<string, Kind>, kind: Kind): void {
    // Printed, all answers are read. What a branch assigns is also there after the branch.
    if (kind !== 'other' && (pipeline.variables.length === 0 || pipeline.assigns)) {
      this.dynamic = true;
    }
    this.declare(pipeline, names, kind);
  }

  private branch(
    node: TemplateNode & { kind: 'if' | 'with' | 'range' },
    dot: Kind,
    scope: ReadonlyMap<string, Kind>,
  ): void {
    const names = new Map(scope);
    const kind = this.pipeline(node.pipeline, dot, names);
    if (node.kind === 'range' && kind !== 'other') this.dynamic = true;
    this.declare(node.pipeline, names, node.kind === 'range' ? 'other' : kind);
    const inner = { if: dot, with: kind, range: 'other' as const }[node.kind];
    this.nodes(node.body, inner, names);
    this.nodes(node.otherwise, dot, names);
  }

  private declare(pipeline: Pipeline, names: Map<string, Kind>, kind: Kind): void {
    for (const name of pipeline.variables) names.set(name, kind);
  }

  private pipeline(pipeline: Pipeline, dot: Kind, names: ReadonlyMap<string, Kind>): Kind {
    let kind: Kind = 'other';
    const [uses, texts] = [this.uses.length, this.texts.length];
    for (const command of pipeline.commands) kind = this.command(command, dot, names, kind);
    this.compare(uses, texts);
    return kind;
  }

  /** Notes what an expression compares its answers with: all that was found since these numbers of uses and texts. */
  private compare(uses: number, texts: number): void {
    const found = this.texts.slice(texts, texts + mostTexts);
    if (found.length === 0 || this.uses.length - uses > mostBeside) return;
    for (const { name } of this.uses.slice(uses)) {
      const known = this.beside.get(name) ?? new Set();
      this.beside.set(name, known);
      for (const text of found) if (known.size < mostTexts) known.add(text);
    }
  }

  private command(command: Call, dot: Kind, names: ReadonlyMap<string, Kind>, piped: Kind): Kind {
    const [head, ...rest] = command.operands;
    if (head === undefined) return 'other';
    if (rest.length === 0 && head.kind !== 'function') return this.operand(head, dot, names);
    const kinds = command.operands.map((operand) => this.operand(operand, dot, names));
    const isIndex = head.kind === 'function' && ['index', 'get', 'hasKey'].includes(head.name);
    const [map, key] = rest;
    if (isIndex && kinds[1] === 'values' && map && key?.kind === 'string') {
      this.use(key.value, key.offset);
    } else if (kinds.includes('values') || kinds.includes('root') || piped !== 'other') {
      this.dynamic = true;
    }
    return 'other';
  }

  private operand(operand: Operand, dot: Kind, names: ReadonlyMap<string, Kind>): Kind {
    if (operand.kind === 'string') this.texts.push(operand.value);
    if (operand.kind === 'dot') return dot;
    if (operand.kind === 'field') return this.fields(dot, operand.names, operand.offset);
    if (operand.kind === 'variable') {
      return this.fields(names.get(operand.name) ?? 'other', operand.names, operand.offset);
    }
    if (operand.kind === 'pipeline') return this.pipeline(operand.pipeline, dot, names);
    if (operand.kind === 'chain') {
      return this.fields(this.operand(operand.of, dot, names), operand.names, operand.offset);
    }
    return 'other';
  }

  private use(name: string, offset: number): void {
    this.uses.push({ name, offset, printed: this.printing });
  }

  private fields(from: Kind, steps: readonly string[], offset: number): Kind {
    let kind = from;
    for (const step of steps) {
      if (kind === 'values') this.use(step, offset);
      kind = kind === 'root' && step === 'Values' ? 'values' : 'other';
    }
    return kind;
  }
}

/** The answers that a template reads. */
export type ValueUses = Pick<Walk, 'uses' | 'beside' | 'dynamic'>;

function usesOf(template: GoTemplate): ValueUses {
  const walk = new Walk();
  const scope = new Map<string, Kind>([['$', 'root']]);
  walk.nodes(template.nodes, 'root', scope);
  for (const nodes of template.defined.values()) walk.nodes(nodes, 'root', scope);
  return walk;
}

const known = new KeptWith<GoTemplate, ValueUses>();
const none: ValueUses = { uses: [], beside: new Map(), dynamic: false };

/**
 * The answers that a template reads: `.Values.X` in any branch, through `with`, variables, pipes and
 * `index`. A name that only a loop defines is not an answer.
 */
export const valueUses = (template: GoTemplate | undefined): ValueUses =>
  template ? known.of(template, usesOf) : none;

/** Whether some answers make a difference to what a template prints. */
export function readsAny(template: GoTemplate, answers: ReadonlyMap<string, unknown>): boolean {
  const { uses, dynamic } = valueUses(template);
  return dynamic || uses.some(({ name }) => answers.has(name));
}
