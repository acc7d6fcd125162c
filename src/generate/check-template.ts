import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { withOmitted } from '../diagnostics/with-omitted.ts';
import type { TemplateFile } from '../model/blueprint.ts';
import type { AnswerSpec } from '../model/answers.ts';

/** The names that a template may use. */
export interface Names {
  readonly answers: ReadonlyMap<string, AnswerSpec>;
  /** Texts of the entry: `version`, `catalog` … */
  readonly texts: ReadonlySet<string>;
}

const usage: Record<string, string> = {
  text: '{{text answer}} writes an answer as text',
  given: '{{#given answer}} … {{/given}} is written if the answer is asked or not empty',
  is: '{{#is answer "value"}} … {{else}} … {{/is}} is written if the answer is fixed to that value',
};

/** Reported faults per template. */
const mostFaults = 100;

class TemplateChecker {
  readonly #found: Diagnostic[] = [];
  #omitted = 0;
  readonly #file: TemplateFile;
  readonly #names: Names;
  readonly #lines: readonly string[];

  constructor(file: TemplateFile, names: Names) {
    this.#file = file;
    this.#names = names;
    this.#lines = file.text.split('\n');
  }

  #fault(code: Diagnostic['code'], node: hbs.AST.Node, message: string, hint?: string): void {
    const at: Place = {
      file: this.#file.path,
      line: node.loc.start.line,
      // Handlebars counts columns from 0.
      column: node.loc.start.column + 1,
    };
    if (this.#found.length === mostFaults) {
      this.#omitted += 1;
      return;
    }
    this.#found.push({ code, severity: 'error', message, at, ...(hint ? { hint } : {}) });
  }

  get diagnostics(): Diagnostic[] {
    return withOmitted(this.#found, this.#omitted);
  }

  program(program: hbs.AST.Program | undefined): void {
    for (const statement of program?.body ?? []) {
      this.#statement(statement);
    }
  }

  #statement(statement: hbs.AST.Statement): void {
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        return;
      case 'MustacheStatement':
        this.#mustache(statement as hbs.AST.MustacheStatement);
        return;
      case 'BlockStatement':
        this.#block(statement as hbs.AST.BlockStatement);
        return;
      default:
        this.#fault(
          'template-helper',
          statement,
          'partials and decorators are not supported',
          this.#helpers(),
        );
    }
  }

  #mustache(statement: hbs.AST.MustacheStatement): void {
    const { path, params } = statement;
    this.#wholeValue(statement);
    if (this.#nameOf(path) === 'text') this.#call('text', statement, params, 1);
    else if (params.length > 0 || statement.hash?.pairs.length > 0) {
      this.#fault(
        'template-helper',
        statement,
        `unknown helper: ${sourceOf(path)}`,
        this.#helpers(),
      );
    } else this.#name(path, true);
  }

  /** In YAML an answer is a scalar with its own quotes, which would break a scalar around it. */
  #wholeValue(statement: hbs.AST.MustacheStatement): void {
    if (this.#file.output.endsWith('.md')) return;
    const { start, end } = statement.loc;
    const lines = this.#lines;
    const before = (lines[start.line - 1] ?? '').slice(0, start.column);
    const after = (lines[end.line - 1] ?? '').slice(end.column);
    const begins = /(?:^|[^\s:-].*:|^\s*-|^\s*["']?[\w./-]+["']?:|[[,{])\s+$|[[{]$|^\s*$/.test(
      before,
    );
    if (begins && !hasOpenQuote(before) && /^\s*(?:$|#|[\],}])/.test(after)) return;
    this.#fault(
      'template-helper',
      statement,
      'an answer must be the whole value here, because it includes its quotes',
      'write it alone after "key: " or "- ", or make the text around it part of the answer',
    );
  }

  #block(statement: hbs.AST.BlockStatement): void {
    const name = this.#nameOf(statement.path);
    if (name === 'given') this.#call('given', statement, statement.params, 1);
    else if (name === 'is') this.#call('is', statement, statement.params, 2);
    else {
      this.#fault(
        'template-helper',
        statement,
        `unknown block helper: ${sourceOf(statement.path)}`,
        this.#helpers(),
      );
    }
    this.program(statement.program);
    this.program(statement.inverse);
  }

  #call(
    helper: 'text' | 'given' | 'is',
    node: hbs.AST.Node,
    params: readonly hbs.AST.Expression[],
    count: number,
  ): void {
    const [answer, literal] = params;
    const isLiteral = literal?.type === 'StringLiteral';
    if (!answer || params.length !== count || (count === 2 && !isLiteral)) {
      this.#fault('template-helper', node, `wrong arguments for ${helper}`, usage[helper]);
      return;
    }
    this.#name(answer, false);
    const spec = this.#names.answers.get(this.#nameOf(answer) ?? '');
    if (helper === 'is' && spec?.ask === 'always') {
      this.#fault(
        'template-asked',
        answer,
        `Rancher can ask for ${spec.name}, so its value is not known here`,
        `set x-rancher.ask to never in the schema, or do not branch on ${spec.name}`,
      );
    }
  }

  /** A plain name: no `this`, no `../`, no parts. */
  #nameOf(path: hbs.AST.Expression): string | undefined {
    if (path.type !== 'PathExpression') return undefined;
    const { depth, parts, data, original } = path as hbs.AST.PathExpression;
    const [name] = parts;
    return depth === 0 && !data && parts.length === 1 && original === name ? name : undefined;
  }

  #name(path: hbs.AST.Expression, textsToo: boolean): void {
    const name = this.#nameOf(path);
    const { answers, texts } = this.#names;
    if (name === undefined) {
      this.#fault('template-undeclared', path, `${sourceOf(path)} is not the name of an answer`);
    } else if (!answers.has(name) && !(textsToo && texts.has(name))) {
      const known = textsToo ? [...answers.keys(), ...texts] : [...answers.keys()];
      const meant = nearest(name, known);
      this.#fault(
        'template-undeclared',
        path,
        `${name} is not declared in the answers schema`,
        meant === undefined
          ? `declare it under properties, or remove it`
          : `did you mean ${meant}?`,
      );
    }
  }

  #helpers(): string {
    return `known helpers: ${Object.values(usage).join('; ')}`;
  }
}

/** Whether a quotation begins in a text and does not end. */
function hasOpenQuote(text: string): boolean {
  const rest = text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, '');
  return /(?:^|[\s[{,])["']/.test(rest);
}

function sourceOf(path: hbs.AST.Expression): string {
  return 'original' in path ? String(path.original) : path.type;
}

/** Everything that could make a template fail for a valid set of answers, with places. */
export function checkTemplate(
  program: hbs.AST.Program,
  file: TemplateFile,
  names: Names,
): Diagnostic[] {
  const checker = new TemplateChecker(file, names);
  checker.program(program);
  return checker.diagnostics;
}
