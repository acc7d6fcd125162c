import { isMap, isScalar, parseDocument, visit } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import { placeAt } from './place-at.ts';
import { sourceOf, type Source } from './source.ts';

/** What aliases may unfold to, in nodes; real answers files have none. */
const maxAliasCount = 100;

/** Of faults in one file, how many are told; the first explains the others more often than not. */
const mostFaults = 50;

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
  return { code: 'yaml-syntax', severity: 'error', message: sentence(error.message), at };
}

/** Keys that stand twice in one map. The library's own search for them takes quadratic time. */
function duplicateKeys(document: Document, path: string, text: string): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name) && name !== '<<' && diagnostics.length < mostFaults) {
          diagnostics.push({
            code: 'yaml-duplicate-key',
            severity: 'error',
            message: `${name} stands twice in one map`,
            at: placeAt(path, text, key.range?.[0] ?? 0),
            hint: 'keep one of them',
          });
        }
        seen.add(name);
      }
    },
  });
  return diagnostics;
}

// What is missing is missed at the end of the file; the last text before it is what people look for.
function shownOffset(text: string, offset: number): number {
  const last = text.trimEnd().length - 1;
  return Math.max(0, Math.min(offset, last));
}

/** Half of a character, which JSON's escapes can write and no file can hold. */
function halfCharacters(document: Document, path: string, text: string): Diagnostic[] {
  if (!/\\u[dD][89A-Fa-f]/.test(text)) return [];
  const diagnostics: Diagnostic[] = [];
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string' || !/\p{Surrogate}/u.test(node.value)) return;
      diagnostics.push({
        code: 'wrong-form',
        severity: 'error',
        message: 'this text holds half of a character (a lone surrogate), which no file can hold',
        at: placeAt(path, text, node.range?.[0] ?? 0),
        hint: 'write the character itself',
      });
    },
  });
  return diagnostics;
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
    const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
    const faults = [
      ...document.errors.slice(0, mostFaults).map((error) => faultOf(error, path, text)),
      ...duplicateKeys(document, path, text),
      ...halfCharacters(document, path, text),
    ];
    if (faults.length > 0) return { value: undefined, diagnostics: faults };
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
  if (error instanceof ReferenceError && error.message.startsWith('Unresolved alias')) {
    const name = /: (\S+)$/.exec(error.message)?.[1] ?? '';
    return {
      code: 'yaml-syntax',
      severity: 'error',
      message: `the alias *${name} refers to an anchor that is not there`,
      at,
      hint: 'put the value in quotes if it is meant as text',
    };
  }
  if (error instanceof ReferenceError) {
    return {
      code: 'yaml-alias-bomb',
      severity: 'error',
      message: `aliases unfold to more than ${maxAliasCount} values`,
      at,
      hint: 'write the values out',
    };
  }
  if (error instanceof RangeError) {
    return { code: 'yaml-syntax', severity: 'error', message: 'values are nested too deep', at };
  }
  throw error;
}
