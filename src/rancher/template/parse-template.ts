import { ExpressionParser } from './expression-parser.ts';
import type { Token } from './lex-template.ts';
import type { GoTemplate, TemplateFault, TemplateNode } from './template-node.ts';
import { ParseError } from './token-cursor.ts';

interface Block {
  readonly nodes: TemplateNode[];
  /** The keyword that ends it. */
  readonly end: 'end' | 'else';
}

class Parser extends ExpressionParser {
  private readonly defined = new Map<string, readonly TemplateNode[]>();
  private loops = 0;

  parse(): GoTemplate {
    const nodes: TemplateNode[] = [];
    while (this.peek().kind !== 'eof') {
      const node = this.textOrAction('top');
      if (node === 'end' || node === 'else') this.fail(`unexpected {{${node}}}`);
      else if (node) nodes.push(node);
    }
    return { nodes, defined: this.defined };
  }

  private textOrAction(context: 'top' | 'block'): TemplateNode | 'end' | 'else' | undefined {
    const token = this.next();
    if (token.kind === 'text') return { kind: 'text', text: token.text, offset: token.offset };
    if (token.kind !== 'left') return this.unexpected(token, 'input');
    this.actionOffset = token.offset;
    const inner = this.skipSpace();
    if (inner.kind !== 'keyword') return this.action(token.offset);
    this.next();
    switch (inner.text) {
      case 'if':
      case 'with':
      case 'range':
        return this.control(inner.text, token.offset);
      case 'end':
        this.expect('right', 'end');
        return 'end';
      case 'else':
        // The caller continues with `{{else if}}`, and still sees the `if`.
        if (this.skipSpace().text !== 'if') this.expect('right', 'else');
        return 'else';
      case 'template':
        return this.call(token.offset);
      case 'block':
        return this.block(token.offset);
      case 'define':
        return context === 'top' ? this.define() : this.unexpected(inner, 'command');
      default:
        return this.leave(inner, token.offset);
    }
  }

  private leave(token: Token, offset: number): TemplateNode {
    const kind = token.text === 'break' ? 'break' : 'continue';
    const end = this.nextNonSpace();
    if (end.kind !== 'right') this.unexpected(end, `{{${kind}}}`);
    if (this.loops === 0) this.fail(`{{${kind}}} outside {{range}}`, token);
    return { kind, offset };
  }

  private action(offset: number): TemplateNode {
    return { kind: 'action', pipeline: this.pipeline('command', 'right'), offset };
  }

  private nodesUntilEnd(): Block {
    const nodes: TemplateNode[] = [];
    for (;;) {
      if (this.peek().kind === 'eof') this.fail('unexpected EOF');
      const node = this.textOrAction('block');
      if (node === 'end' || node === 'else') return { nodes, end: node };
      if (node) nodes.push(node);
    }
  }

  private control(kind: 'if' | 'with' | 'range', offset: number): TemplateNode {
    const scope = this.variables.length;
    const pipeline = this.pipeline(kind, 'right');
    if (kind === 'range') this.loops += 1;
    const { nodes: body, end } = this.nodesUntilEnd();
    if (kind === 'range') this.loops -= 1;
    const otherwise = end === 'else' ? this.otherwise(kind) : [];
    this.variables.length = scope;
    return { kind, pipeline, body, otherwise, offset };
  }

  private otherwise(kind: 'if' | 'with' | 'range'): readonly TemplateNode[] {
    const token = this.peek();
    if (kind === 'if' && token.kind === 'keyword' && token.text === 'if') {
      this.next();
      return [this.control('if', token.offset)];
    }
    const { nodes, end } = this.nodesUntilEnd();
    if (end === 'else') this.fail('expected end; found {{else}}');
    return nodes;
  }

  private templateName(token: Token, context: string): string {
    if (token.kind !== 'string' && token.kind !== 'raw') return this.unexpected(token, context);
    return this.unquoted(token);
  }

  private call(offset: number): TemplateNode {
    const name = this.templateName(this.nextNonSpace(), 'template clause');
    const following = this.skipSpace();
    if (following.kind === 'right') {
      this.next();
      return { kind: 'template', name, pipeline: undefined, offset };
    }
    return { kind: 'template', name, pipeline: this.pipeline('template clause', 'right'), offset };
  }

  /** The body of a template. Only the variable `$` is in scope. */
  private body(name: string, context: string): void {
    const { variables, loops } = this;
    this.variables = ['$'];
    this.loops = 0;
    const { nodes, end } = this.nodesUntilEnd();
    if (end !== 'end') this.fail(`unexpected {{${end}}} in ${context}`);
    this.defined.set(name, nodes);
    this.variables = variables;
    this.loops = loops;
  }

  private block(offset: number): TemplateNode {
    const name = this.templateName(this.nextNonSpace(), 'block clause');
    const pipeline = this.pipeline('block clause', 'right');
    this.body(name, 'block clause');
    return { kind: 'template', name, pipeline, offset };
  }

  private define(): undefined {
    const name = this.templateName(this.nextNonSpace(), 'define clause');
    this.expect('right', 'define clause');
    this.body(name, 'define clause');
    return undefined;
  }
}

/**
 * Parses a text as a Go template, like the executor: it stops at the first fault. Only
 * known functions can be called.
 */
export function parseTemplate(
  text: string,
  functions: ReadonlySet<string>,
): { readonly template: GoTemplate } | { readonly fault: TemplateFault } {
  try {
    return { template: new Parser(text, functions).parse() };
  } catch (error) {
    if (error instanceof ParseError) return { fault: error.fault };
    if (error instanceof RangeError) {
      return { fault: { message: 'template: template: nested too deep', offset: 0 } };
    }
    throw error;
  }
}
