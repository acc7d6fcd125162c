import type Handlebars from 'handlebars';
import HandlebarsRuntime from 'handlebars/runtime.js';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import { isMap } from '../model/json.ts';
import { digestOf } from '../model/digest.ts';
import type { TemplateFile } from '../model/blueprint.ts';
import { checkTemplate, type Names } from './check-template.ts';
import type { Encoded } from './encoded.ts';
import { precompiledTemplates } from './precompiled-templates.ts';
import { templateOptions } from './template-options.ts';

/** What a template is rendered with: answers, and texts of the entry itself. */
export type TemplateContext = Readonly<Record<string, Encoded | string>>;

/** A checked template; rendering it cannot fail. */
export interface Template {
  readonly output: string;
  render(context: TemplateContext): string;
}

/** Handlebars' parser names the line in its message, and the column in the picture below it. */
function syntaxFault(error: unknown, file: TemplateFile): Diagnostic {
  const words = error instanceof Error ? error.message : String(error);
  const known: Record<string, unknown> = isMap(error) ? error : {};
  const reported = Number(/on line (\d+)/.exec(words)?.[1] ?? known.lineNumber ?? 1);
  const lines = file.text.split('\n');
  // Something missing is found at the end of the file; the last line with text is shown instead.
  const last = lines.findLastIndex((text) => text.trim() !== '') + 1;
  const line = Math.min(reported, last);
  const arrow = words.split('\n').find((part) => /^-*\^$/.test(part));
  const picture = words.split('\n')[1] ?? '';
  const text = lines[line - 1] ?? '';
  const shown = picture.replace(/^\.\.\./, '').slice(0, (arrow ?? '^').length);
  const found = text.indexOf(shown.trim());
  const column = arrow === undefined ? Number(known.column ?? 0) + 1 : Math.max(0, found) + 1;
  const expected = /Expecting (.*?), got '(.*?)'/s.exec(words);
  const reason = expected
    ? `${tokenWords(expected[2] ?? '')} is unexpected here`
    : (words.split('\n')[0] ?? words).replace(/ - \d+:\d+$/, '');
  return {
    code: 'template-syntax',
    severity: 'error',
    message: `Handlebars cannot read this template: ${reason}`,
    at: { file: file.path, line, column },
    hint: 'every {{#block}} needs its {{/block}}, every {{ its }}',
  };
}

function tokenWords(token: string): string {
  return token === 'EOF' ? 'the end of the file' : token === 'INVALID' ? 'this character' : token;
}

/**
 * A `.hbs` file → a template. Every name in it must be an answer of the schema or a text of the
 * entry (`names`), also inside blocks, where Handlebars' own strict mode does not look. Templates
 * that ship with the program were checked and compiled when it was built.
 */
export async function compileTemplate(
  file: TemplateFile,
  names: Names,
): Promise<Checked<Template>> {
  const { output } = file;
  const spec = precompiledTemplates[digestOf([file.text])];
  if (spec !== undefined) {
    return {
      value: { output, render: runtime().template<TemplateContext>(spec) },
      diagnostics: [],
    };
  }
  // The compiler is loaded only when there is something to compile.
  const { handlebars } = await import('./handlebars.ts');
  const blocks = file.text.split('{{#').length - 1;
  if (blocks > mostBlocks) return { value: undefined, diagnostics: [tooManyBlocks(file, blocks)] };
  let program: hbs.AST.Program;
  try {
    program = handlebars.parse(file.text);
  } catch (error) {
    return { value: undefined, diagnostics: [syntaxFault(error, file)] };
  }
  const diagnostics = checkTemplate(program, file, names);
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  compiling ??= withHelpers(handlebars.create());
  const render = compiling.compile<TemplateContext>(program, templateOptions);
  return { value: { output, render: (context) => render(context) }, diagnostics: [] };
}

/** The parser takes quadratic time for nested blocks, and no real template comes near this number. */
const mostBlocks = 1000;

function tooManyBlocks(file: TemplateFile, blocks: number): Diagnostic {
  return {
    code: 'template-syntax',
    severity: 'error',
    message: `this template has ${blocks} blocks; the limit is ${mostBlocks}`,
    at: { file: file.path, line: 1, column: 1 },
  };
}

let compiling: typeof Handlebars | undefined;
let rendering: typeof Handlebars | undefined;

function runtime(): typeof Handlebars {
  // Its types lack that the runtime is a Handlebars environment too.
  rendering ??= withHelpers((HandlebarsRuntime as unknown as typeof Handlebars).create());
  return rendering;
}

function withHelpers(handlebars: typeof Handlebars): typeof Handlebars {
  handlebars.registerHelper('text', (value: Encoded) => value.toText());
  handlebars.registerHelper(
    'given',
    function given(this: unknown, value: Encoded, options: Handlebars.HelperOptions) {
      return value.isGiven() ? options.fn(this) : options.inverse(this);
    },
  );
  handlebars.registerHelper(
    'is',
    function is(this: unknown, value: Encoded, text: string, options: Handlebars.HelperOptions) {
      return value.is(text) ? options.fn(this) : options.inverse(this);
    },
  );
  return handlebars;
}
