import { isMap, parseDocument } from 'yaml';
import type { YAMLError } from 'yaml';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import { placeAt } from './place.ts';
import { sourceOf, type Source } from './source.ts';

/** What aliases may unfold to, in nodes; real answers files have none. */
const maxAliasCount = 100;

function faultOf(error: YAMLError, path: string, text: string): Diagnostic {
  const at = placeAt(path, text, shownOffset(text, error.pos[0]));
  if (error.code === 'TAB_AS_INDENT') {
    return {
      code: 'yaml-tab',
      severity: 'error',
      message: 'a tab indents this line; YAML allows spaces only',
      at,
      hint: 'replace the tab by spaces',
    };
  }
  if (error.code === 'DUPLICATE_KEY') {
    return {
      code: 'yaml-duplicate-key',
      severity: 'error',
      message: `${/^[^\s:]*/.exec(text.slice(error.pos[0]))?.[0] ?? ''} stands twice in one map`,
      at,
      hint: 'keep one of them',
    };
  }
  return { code: 'yaml-syntax', severity: 'error', message: sentence(error.message), at };
}

// What is missing is missed at the end of the file; the last text before it is what people look for.
function shownOffset(text: string, offset: number): number {
  if (text.slice(offset).trim() !== '') return offset;
  return Math.max(0, text.slice(0, offset).trimEnd().length - 1);
}

// The library quotes source text in some messages, which may be a secret: the frame shows the
// place, masked, so the words before the quotation are enough.
function sentence(message: string): string {
  const words = message.split('\n')[0] ?? message;
  return `this is not YAML: ${words.replace(/: .*$/, '').replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase())}`;
}

/**
 * YAML (1.2, so JSON too) text that must be a map → its value with the place of every part.
 * All syntax faults are given at once; the value is undefined when there is one.
 */
export function parseSource(text: string, path: string): Checked<Source> {
  const fault = (code: 'file-empty' | 'not-a-map', message: string) =>
    only({ code, severity: 'error', message, at: { file: path, line: 1, column: 1 } });

  if (text.trim() === '')
    return fault('file-empty', 'the file is empty; a map of keys was expected');
  try {
    const document = parseDocument(text, { prettyErrors: false });
    if (document.errors.length > 0) {
      return {
        value: undefined,
        diagnostics: document.errors.map((error) => faultOf(error, path, text)),
      };
    }
    if (document.contents === null) {
      return fault('file-empty', 'the file holds comments only; a map of keys was expected');
    }
    if (!isMap(document.contents)) {
      const what = 'items' in document.contents ? 'a list' : 'a single value';
      return fault('not-a-map', `the file is ${what}; a map of keys was expected`);
    }
    const value: unknown = document.toJS({ maxAliasCount });
    return { value: sourceOf(document, path, text, value), diagnostics: [] };
  } catch (error) {
    return only(unfoldingFault(error, path));
  }
}

function only(diagnostic: Diagnostic): Checked<Source> {
  return { value: undefined, diagnostics: [diagnostic] };
}

function unfoldingFault(error: unknown, path: string): Diagnostic {
  const at = { file: path, line: 1, column: 1 };
  if (error instanceof ReferenceError) {
    return {
      code: 'yaml-alias-bomb',
      severity: 'error',
      message: `aliases unfold to more than ${maxAliasCount} values, or refer to nothing`,
      at,
      hint: 'write the values out',
    };
  }
  if (error instanceof RangeError) {
    return { code: 'yaml-syntax', severity: 'error', message: 'values are nested too deep', at };
  }
  throw error;
}
