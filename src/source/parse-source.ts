import { isAlias, isMap, isNode, isScalar, parseDocument, visit } from 'yaml';
import type { Document, Node, YAMLError } from 'yaml';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import { withOmitted } from '../diagnostics/with-omitted.ts';
import { libraryNodes } from './library-nodes.ts';
import { placeAt } from './place-at.ts';
import { readSimpleSource } from './read-simple-source.ts';
import { sourceOf, type Source } from './source.ts';
import { isJson, sizeOf, tooLargeFault } from './text-size.ts';

/** Limit of the nodes that aliases expand to. Real answers files have no aliases. */
const maxAliasCount = 100;

/** Reported faults per file. Usually the first one causes the others. */
const mostFaults = 50;

function faultOf(error: YAMLError, path: string, text: string): Diagnostic {
  const at = placeAt(path, text, shownOffset(text, error.pos[0]));
  if (error.code === 'TAB_AS_INDENT') {
    return {
      code: 'yaml-tab',
      severity: 'error',
      message: 'this line is indented with a tab; YAML allows only spaces',
      at,
      hint: 'replace the tab with spaces',
    };
  }
  if (error.code === 'MULTIPLE_DOCS') {
    return {
      code: 'yaml-syntax',
      severity: 'error',
      message: 'the file has several documents; expected one',
      at,
      hint: 'remove the line --- and what is below it',
    };
  }
  return { code: 'yaml-syntax', severity: 'error', message: sentence(error.message), at };
}

/** Duplicate keys of maps. The library's own check takes quadratic time. */
function duplicateKeys(document: Document, path: string, text: string): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  let count = 0;
  visit(document, {
    Map(_key, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name) && name !== '<<') {
          count += 1;
          if (count > mostFaults) continue;
          diagnostics.push({
            code: 'yaml-duplicate-key',
            severity: 'error',
            message: `duplicate key ${name}`,
            at: placeAt(path, text, key.range?.[0] ?? 0),
            hint: 'keep only one of them',
          });
        }
        seen.add(name);
      }
    },
  });
  return withOmitted(diagnostics, count - diagnostics.length);
}

/** Keys that are not text. The library prints them in a warning, and takes a minute for 600 in each other. */
function complexKeys(document: Document, path: string, text: string): Diagnostic[] {
  const keys: Node[] = [];
  visit(document, {
    Pair(_key, { key }) {
      if (!isNode(key) || isScalar(key)) return undefined;
      keys.push(key);
      return visit.SKIP;
    },
  });
  const diagnostics = keys.slice(0, mostFaults).map((key): Diagnostic => ({
    code: 'wrong-form',
    severity: 'error',
    message: `this key is ${isAlias(key) ? 'an alias' : isMap(key) ? 'a map' : 'a list'}; expected text`,
    at: placeAt(path, text, key.range?.[0] ?? 0),
    hint: 'write a key as text, and quote a value that begins with { or [',
  }));
  return withOmitted(diagnostics, keys.length - diagnostics.length);
}

// A missing part is reported at the end of the file. The last text before it is more helpful.
function shownOffset(text: string, offset: number): number {
  const last = text.trimEnd().length - 1;
  return Math.max(0, Math.min(offset, last));
}

/** A lone surrogate, which JSON escapes can express but UTF-8 cannot. */
function halfCharacters(document: Document, path: string, text: string): Diagnostic[] {
  if (!/\\u[dD][89A-Fa-f]/.test(text)) return [];
  const diagnostics: Diagnostic[] = [];
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string' || !/\p{Surrogate}/u.test(node.value)) return;
      diagnostics.push({
        code: 'wrong-form',
        severity: 'error',
        message:
          'this text contains a lone surrogate (half a character), which UTF-8 cannot encode',
        at: placeAt(path, text, node.range?.[0] ?? 0),
        hint: 'write the character itself',
      });
    },
  });
  return diagnostics;
}

// Some messages of the library quote source text, which can be a secret. The frame shows the
// location, masked, so the part before the quotation is sufficient.
function sentence(message: string): string {
  const words = message.split('\n')[0] ?? message;
  return `this is not valid YAML: ${words.replace(/: .*$/, '').replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase())}`;
}

/**
 * YAML text (1.2, so JSON too) that must be a map → its value with the location of every part.
 * All syntax faults are returned together, and then without a value.
 */
export function parseSource(text: string, path: string): Checked<Source> {
  if (text.trim() === '') return noMap(path, 'file-empty', 'the file is empty; expected a map');
  const size = sizeOf(text);
  // JSON is read in linear time, whatever its lines are.
  const simple = size === 'large' && !isJson(text) ? undefined : readSimpleSource(text, path);
  if (simple) return { value: simple, diagnostics: [] };
  if (size === 'small') return parseByLibrary(text, path);
  return only(tooLargeFault(text, path, size));
}

/** The same with the library, for all texts. */
export function parseByLibrary(text: string, path: string): Checked<Source> {
  try {
    const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
    const faults = [
      ...withOmitted(
        document.errors.slice(0, mostFaults).map((error) => faultOf(error, path, text)),
        Math.max(0, document.errors.length - mostFaults),
      ),
      ...duplicateKeys(document, path, text),
      ...complexKeys(document, path, text),
      ...halfCharacters(document, path, text),
    ];
    if (faults.length > 0) return { value: undefined, diagnostics: faults };
    if (document.contents === null) {
      return noMap(path, 'file-empty', 'the file contains only comments; expected a map');
    }
    if (!isMap(document.contents)) {
      const what = 'items' in document.contents ? 'a list' : 'a single value';
      return noMap(path, 'not-a-map', `the file is ${what}; expected a map`);
    }
    const value: unknown = document.toJS({ maxAliasCount });
    return {
      value: sourceOf(libraryNodes, document.contents, { path, text, value }),
      diagnostics: [],
    };
  } catch (error) {
    return only(unfoldingFault(error, path));
  }
}

function noMap(path: string, code: 'file-empty' | 'not-a-map', message: string): Checked<Source> {
  return only({ code, severity: 'error', message, at: { file: path, line: 1, column: 1 } });
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
      message: `undefined anchor *${name}`,
      at,
      hint: 'quote the value if it is text',
    };
  }
  if (error instanceof ReferenceError) {
    return {
      code: 'yaml-alias-bomb',
      severity: 'error',
      message: `aliases expand to more than ${maxAliasCount} values`,
      at,
      hint: 'replace the aliases with their values',
    };
  }
  if (error instanceof RangeError) {
    return { code: 'yaml-syntax', severity: 'error', message: 'values are nested too deeply', at };
  }
  throw error;
}
