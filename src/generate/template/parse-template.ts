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
    hint: text.includes('}}}')
      ? 'write a space between }} and }'
      : 'every {{#block}} needs its {{/block}}, every {{ its }}',
  };
}

function tokenWords(token: string): string {
  return token === 'EOF' ? 'the end of the file' : token === 'INVALID' ? 'this character' : token;
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
