import type { TemplateFile } from '../../model/blueprint.ts';
import { madeOf, textMeaning, type Meaning } from './meaning.ts';
import { nameOf, type Reading } from './reading.ts';
import { decideAbsent, readExpression, readTest } from './read-expression.ts';
import { findName, itemOf, loopScope, type Scope } from './template-scope.ts';
import { checkLoop } from './value-checks.ts';
import { usedNames } from './passed-names.ts';
import type { At, Expression, TagLines, TemplateNode } from './template-node.ts';

/** Parts of a template with its partials; more is not an entry but an attempt to fill the memory. */
const mostNodes = 20_000;

/** A tag that is alone on its line, and keeps Handlebars from removing more than the line. */
const loneTag = /^\s*\{\{(?:"(?:\\"|[^"])*"|'(?:\\'|[^'])*'|[^{}"'~])*\}\}\s*$/;

const conditions = new Set(['if', 'unless', 'is', 'given']);

const paramType = (value: unknown): Meaning => ({
  isAskable: false,
  type: typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text',
});

/** One file: the template, or a partial in the place where it is included. */
class FileReader {
  readonly #reading: Reading;
  readonly #number: number;
  readonly #lines: readonly string[];
  /** The partials that are being read, to find one that includes itself. */
  readonly #path: readonly string[];

  constructor(reading: Reading, number: number, text: string, path: readonly string[]) {
    this.#reading = reading;
    this.#number = number;
    this.#lines = text.split('\n');
    this.#path = path;
  }

  #at({ start }: hbs.AST.SourceLocation): At {
    // Handlebars counts columns from 0.
    return [this.#number, start.line, start.column + 1];
  }

  nodes(program: hbs.AST.Program | undefined, scope: Scope): TemplateNode[] {
    return (program?.body ?? []).flatMap((statement) => this.#node(statement, scope) ?? []);
  }

  #node(statement: hbs.AST.Statement, scope: Scope): TemplateNode | undefined {
    const { faults } = this.#reading;
    faults.count(mostNodes, this.#at(statement.loc));
    switch (statement.type) {
      case 'ContentStatement':
        return this.#content(statement as hbs.AST.ContentStatement & Stripped);
      case 'CommentStatement':
        return undefined;
      case 'MustacheStatement':
        return this.#value(statement as hbs.AST.MustacheStatement, scope);
      case 'BlockStatement':
        return this.#block(statement as hbs.AST.BlockStatement, scope);
      case 'PartialStatement':
        return this.#partial(statement as hbs.AST.PartialStatement, scope);
      default:
        faults.addUnsupported(statement.type, this.#at(statement.loc));
        return undefined;
    }
  }

  #content({ value, original, rightStripped, loc }: hbs.AST.ContentStatement & Stripped) {
    const [file, line, column] = this.#at(loc);
    // A tag alone on its line takes the rest of the line with it.
    const isNextLine = rightStripped === true && /^[ \t]*\r?\n/.test(original as unknown as string);
    const at: At = isNextLine ? [file, line + 1, 1] : [file, line, column];
    return value === '' ? undefined : ({ kind: 'content', text: value, at } as const);
  }

  #value(statement: hbs.AST.MustacheStatement, scope: Scope): TemplateNode | undefined {
    const at = this.#at(statement.loc);
    const { path, params } = statement;
    const isText = nameOf(path) === 'text' && params.length === 1;
    const source = isText ? (params[0] as hbs.AST.Expression) : statement;
    const read = readExpression(source, scope, this.#reading, this.#number);
    const { faults, role } = this.#reading;
    if (read?.meaning.absent) faults.addAbsent(read.meaning, read.expression);
    if (!read || read.meaning.absent || !faults.checkValue(role, read.meaning, at))
      return undefined;
    faults.hasAskable ||= read.meaning.isAskable;
    const { secrets = [] } = read.meaning;
    if (role !== 'markdown') for (const name of secrets) faults.secrets.add(name);
    const node = { kind: 'value', value: read.expression, isText, at } as const;
    return secrets.length > 0 ? { ...node, isSecret: true } : node;
  }

  #block(statement: hbs.AST.BlockStatement, scope: Scope): TemplateNode | undefined {
    const name = nameOf(statement.path) ?? '';
    if (name === 'each' || name === 'words') return this.#loop(name, statement, scope);
    const at = this.#at(statement.loc);
    const decided = decideAbsent(name, statement, scope);
    const body = decided === false ? [] : this.nodes(statement.program, scope);
    const otherwise = decided === true ? [] : this.nodes(statement.inverse, scope);
    if (!conditions.has(name)) {
      const found = findName(scope, [name], 0);
      if ('meaning' in found) this.#reading.faults.addAnswerBlock(name, found.meaning, at);
      else this.#reading.faults.addUnknown('block', name || 'this', at);
      return undefined;
    }
    if (blockParamsOf(statement).length > 0) {
      this.#reading.faults.addArguments(name, at);
      return undefined;
    }
    const test = readTest(name, statement, scope, this.#reading, this.#number);
    return test && { kind: 'condition', test, body, otherwise, at, ...this.#tagLines(statement) };
  }

  #loop(
    kind: 'each' | 'words',
    statement: hbs.AST.BlockStatement,
    scope: Scope,
  ): TemplateNode | undefined {
    const { faults } = this.#reading;
    const at = this.#at(statement.loc);
    const [param, ...others] = statement.params;
    const names = blockParamsOf(statement);
    const mostNames = kind === 'each' ? 2 : 1;
    const isWrong = statement.hash?.pairs.length || names.length > mostNames;
    if (!param || others.length > 0 || isWrong) {
      faults.addArguments(kind, at);
      return undefined;
    }
    const read = readExpression(param, scope, this.#reading, this.#number);
    if (read?.meaning.absent) faults.addAbsent(read.meaning, read.expression);
    if (!read || read.meaning.absent) return undefined;
    const { expression: value, meaning } = read;
    if (!checkLoop(faults, kind, meaning, at)) return undefined;
    const item: Meaning =
      kind === 'each'
        ? itemOf(meaning)
        : madeOf({ isAskable: meaning.isAskable, type: 'word' }, meaning);
    const body = this.nodes(statement.program, loopScope(scope, item, names));
    const otherwise = this.nodes(statement.inverse, scope);
    return { kind, value, names, body, otherwise, at, ...this.#tagLines(statement) };
  }

  /** The lines of the tags of a block, if each is alone on its line. */
  #tagLines({ loc, program, inverse }: hbs.AST.BlockStatement): { lines?: TagLines } {
    // In `{{^if answer}}`, the text for the opposite is the first one, and can be the only one. A part with nothing in it
    // has no place, as in `{{#if answer}}{{else}}`: its tags are not alone.
    const parts: readonly { readonly loc?: typeof loc }[] = [program, inverse].filter(Boolean);
    const starts = parts.flatMap((part) => (part.loc ? [part.loc.start.line] : []));
    if (starts.length < parts.length) return {};
    const otherwise = starts.length > 1 ? Math.max(...starts) : undefined;
    const own = [loc.start.line, otherwise ?? loc.start.line, loc.end.line];
    const [open = 0, middle = 0, close = 0] = own;
    const areApart = open < close && (otherwise === undefined || (open < middle && middle < close));
    if (!areApart || !own.every((line) => loneTag.test(this.#lines[line - 1] ?? ''))) {
      return {};
    }
    const at = (line: number): At => [this.#number, line, 1];
    return { lines: { open: at(open), otherwise: at(middle), close: at(close) } };
  }

  #partial(statement: hbs.AST.PartialStatement, scope: Scope): TemplateNode | undefined {
    const { faults, partials, passed, parse } = this.#reading;
    const at = this.#at(statement.loc);
    if (!('original' in statement.name)) {
      faults.addUnsupported('SubExpression', at);
      return undefined;
    }
    // Handlebars takes a name of digits for a number.
    const { original } = statement.name as { readonly original: string | number };
    const name = String(original);
    const file = partials.get(name);
    if (!file || statement.params.length > 0) {
      faults.addPartial(name, file !== undefined, [...partials.keys()], at);
      return undefined;
    }
    if (this.#path.includes(name)) {
      faults.addCycle([...this.#path.slice(this.#path.indexOf(name)), name], at);
      return undefined;
    }
    const read = (statement.hash?.pairs ?? []).map(({ key, value }) => ({
      key,
      read: readExpression(value, scope, this.#reading, this.#number),
    }));
    const program = parse(file);
    if (!program) return undefined;
    const names = new Map(read.map(({ key, read: each }) => [key, each?.meaning ?? paramType('')]));
    const isUnknown = (key: string) => !names.has(key) && 'unknown' in findName(scope, [key], 0);
    const used = usedNames(file, partials);
    for (const { key } of read.filter((each) => !used.has(each.key))) {
      const meant = faults.addUnused(name, key, used, at);
      // That the partial needs it has the same cause.
      if (meant !== undefined && isUnknown(meant)) names.set(meant, paramType(''));
    }
    const absent = [...(passed.get(name) ?? [])].filter(isUnknown);
    for (const key of absent) names.set(key, { ...textMeaning, absent: { partial: name, at } });
    const inner: Scope = { names, isLoop: false, partial: name, outer: scope };
    const number = faults.fileNumber(file);
    const reader = new FileReader(this.#reading, number, file.text, [...this.#path, name]);
    const params: Record<string, Expression> = Object.fromEntries([
      ...absent.map((key) => [key, { kind: 'literal', value: '' }] as const),
      ...read.flatMap(({ key, read: each }) => (each ? [[key, each.expression] as const] : [])),
    ]);
    const { indent } = statement as { readonly indent?: string };
    return {
      kind: 'partial',
      params,
      indent: indent ?? '',
      body: reader.nodes(program, inner),
      at,
    };
  }
}

/** The names of `as |item index|`. */
function blockParamsOf({ program, inverse }: hbs.AST.BlockStatement): readonly string[] {
  const parts = [program, inverse] as readonly ({ blockParams?: string[] } | undefined)[];
  return parts.flatMap((part) => part?.blockParams ?? []);
}

interface Stripped {
  readonly rightStripped?: boolean;
}

/** The parts of a parsed template, checked; faults are in `reading.faults`. */
export function readTemplate(
  program: hbs.AST.Program,
  file: TemplateFile,
  scope: Scope,
  reading: Reading,
): TemplateNode[] {
  const number = reading.faults.fileNumber(file);
  return new FileReader(reading, number, file.text, []).nodes(program, scope);
}
