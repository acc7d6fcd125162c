import { KeptWith } from '../../source/kept-with.ts';
import {
  mapItems,
  mapValues,
  textNode,
  type MapNode,
  type YamlNode,
} from '../../source/yaml-node.ts';
import { outOfRange, Refusal } from './refusal.ts';

/** The problem of a `$` in a text. */
export type InterpolationFault =
  /** A `$` at the end: the executor crashes (config/interpolation.go:64). */
  | 'lone-dollar'
  /** `$1`, `$ `, `${A:-x}`, `${`: rejected. */
  | 'invalid';

export interface ParsedText {
  /** The text between variables, and the variables, in order. */
  readonly parts: readonly ({ readonly text: string } | { readonly variable: string })[];
  readonly fault: InterpolationFault | undefined;
}

const token = /\$(?:\$|\{([A-Za-z0-9_]+)\}|([A-Za-z_][A-Za-z0-9_]*))/y;

/** Splits a text at its variables like the executor: `$A`, `${A}`, and `$$` for a literal `$`. */
export function parseInterpolation(text: string): ParsedText {
  const parts: ParsedText['parts'][number][] = [];
  let from = 0;
  let plain = '';
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', from)) {
    plain += text.slice(from, at);
    if (at === text.length - 1) return { parts, fault: 'lone-dollar' };
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) return { parts, fault: 'invalid' };
    const variable = found[1] ?? found[2];
    if (variable === undefined) plain += '$';
    else {
      if (plain !== '') parts.push({ text: plain });
      plain = '';
      parts.push({ variable });
    }
    from = at + found[0].length;
  }
  plain += text.slice(from);
  if (plain !== '') parts.push({ text: plain });
  return { parts, fault: undefined };
}

/** A variable that is used in a value of a compose file. */
export interface VariableUse {
  readonly name: string;
  /** Position of the value in the text after the template pass. */
  readonly offset: number;
}

/** What interpolation made of a map. */
interface Interpolated {
  readonly made: MapNode;
  readonly uses: readonly VariableUse[];
  /** The answers to these uses. */
  readonly answers: readonly (string | undefined)[];
}

/** Characters that a launch makes of variables; the executor has no limit but its memory. */
const mostMade = 16 * 1024 * 1024;

/** The last result for each map: most launches of a version differ in a few answers. */
const known = new KeptWith<MapNode, Interpolated>();

/** Interpolates variables with their answers, and records their uses. */
export class Interpolator {
  readonly uses: VariableUse[] = [];
  private readonly variables: ReadonlyMap<string, string>;
  private readonly undefinedVariables: Set<string>;
  private made = 0;

  /**
   * `undefinedVariables` collects variables without an answer, in order of use. Each is replaced with an
   * empty string. They are reported even if the file is rejected afterwards (config/interpolation.go:141).
   */
  constructor(variables: ReadonlyMap<string, string>, undefinedVariables = new Set<string>()) {
    this.variables = variables;
    this.undefinedVariables = undefinedVariables;
  }

  /** A service or a section with all of its strings interpolated. */
  map(node: MapNode): MapNode {
    const kept = known.get(node);
    if (kept?.uses.every(({ name }, at) => kept.answers[at] === this.variables.get(name))) {
      for (const { name, offset } of kept.uses) this.use(name, offset);
      return kept.made;
    }
    const before = this.uses.length;
    const made = mapValues(node, (value, name) => this.node(name, value));
    const uses = this.uses.slice(before);
    known.set(node, { made, uses, answers: uses.map(({ name }) => this.variables.get(name)) });
    return made;
  }

  /** A value with all of its strings interpolated. Keys are unchanged. `key` is its name in errors. */
  node(key: string, node: YamlNode): YamlNode {
    if (node.kind === 'list') return mapItems(node, (item) => this.node(key, item));
    if (node.kind === 'map') return mapValues(node, (value) => this.node(key, value));
    if (node.type !== 'str' || !node.text.includes('$')) return node;
    return textNode(this.text(key, node), node.offset);
  }

  private text(key: string, node: YamlNode & { kind: 'scalar' }): string {
    const { parts, fault } = parseInterpolation(node.text);
    for (const part of parts) if ('variable' in part) this.use(part.variable, node.offset);
    if (fault === 'lone-dollar') {
      const { length } = new TextEncoder().encode(node.text);
      throw outOfRange(length, length, node);
    }
    if (fault === 'invalid') {
      throw new Refusal(`Invalid interpolation format for key "${key}": "${node.text}"`, node);
    }
    const texts = parts.map((part) =>
      'text' in part ? part.text : (this.variables.get(part.variable) ?? ''),
    );
    this.made += texts.reduce((sum, each) => sum + each.length, 0);
    if (this.made > mostMade) {
      throw new Refusal(`the variables of "${key}" make more than 16 MiB of text`, node);
    }
    return texts.join('');
  }

  private use(name: string, offset: number): void {
    this.uses.push({ name, offset });
    if (!this.variables.has(name)) this.undefinedVariables.add(name);
  }
}
