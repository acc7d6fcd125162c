import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { TemplateFile } from '../../model/blueprint.ts';
import { isMap } from '../../model/json.ts';
import { handlebars } from './handlebars.ts';

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
  const column =
    arrow === undefined
      ? Number(known.column ?? 0) + 1
      : columnIn(text, picture.slice(0, arrow.length - 1));
  const expected = /Expecting (.*?), got '(.*?)'/s.exec(words);
  const open = expected?.[2] === 'EOF' ? unclosedBlock(file.text) : undefined;
  if (open) return unclosed(file, open);
  const reason = expected
    ? `${tokenWords(expected[2] ?? '')} is unexpected here`
    : (words.split('\n')[0] ?? words).replace(/ - \d+:\d+$/, '');
  return {
    code: 'template-syntax',
    severity: 'error',
    message: `Handlebars cannot read this template: ${reason}`,
    at: { file: file.path, line, column },
    hint: hintFor(text),
  };
}

interface OpenBlock {
  readonly name: string;
  readonly offset: number;
}

const tag = /\\\{\{|\{\{~?!--.*?--~?\}\}|\{\{~?!.*?\}\}|\{\{~?\s*([#^/])[*>]?\s*([^\s}~]+)/gs;

/** The last block without an end. */
function unclosedBlock(text: string): OpenBlock | undefined {
  const open: OpenBlock[] = [];
  for (const { 1: kind, 2: name = '', index } of text.matchAll(tag)) {
    if (kind === '/') open.pop();
    else if (kind !== undefined) open.push({ name, offset: index });
  }
  return open.at(-1);
}

function unclosed({ path, text }: TemplateFile, { name, offset }: OpenBlock): Diagnostic {
  const before = text.slice(0, offset).split('\n');
  return {
    code: 'template-syntax',
    severity: 'error',
    message: `this block has no end: ${name}`,
    at: { file: path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
    hint: `write {{/${name}}} where it ends`,
  };
}

/** The column after the longest end of `before` that is in a line; the picture has several lines in one. */
function columnIn(line: string, before: string): number {
  for (let length = before.length; length > 0; length -= 1) {
    const end = before.slice(-length);
    const found = line.indexOf(end);
    if (found !== -1) return found + end.length + 1;
  }
  return 1;
}

/** What was probably meant in a line that Handlebars cannot read. */
function hintFor(line: string): string {
  const [, value] = /\{\{-?[^{}]*\.Values\.(\w+)/.exec(line) ?? [];
  if (value !== undefined) return `this is a template of Rancher; write {{${value}}} here`;
  if (/\{\{[^{}]*[=!]=/.test(line)) return 'compare an answer with {{#is answer "value"}}';
  if (line.includes('}}}')) return 'write a space between }} and }';
  return 'every {{#block}} needs its {{/block}}, every {{ its }}';
}

/** Names of Handlebars' tokens that do not explain themselves. */
const tokens: Readonly<Record<string, string>> = {
  EOF: 'the end of the file',
  INVALID: 'this character',
  SEP: 'a dot',
  EQUALS: '=',
  CLOSE: '}}',
  CLOSE_UNESCAPED: '}}}',
  OPEN_ENDBLOCK: 'the end of a block',
  OPEN_INVERSE_CHAIN: '{{else}}',
  INVERSE: '{{else}}',
};

const tokenWords = (token: string): string => tokens[token] ?? token;

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

/** What Handlebars makes of a template, or why it cannot read it. */
export function parseTemplate(file: TemplateFile): hbs.AST.Program | Diagnostic {
  const blocks = file.text.split('{{#').length - 1;
  if (blocks > mostBlocks) return tooManyBlocks(file, blocks);
  try {
    return handlebars.parse(file.text);
  } catch (error) {
    return syntaxFault(error, file);
  }
}
