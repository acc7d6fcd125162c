import { Composer, Parser, type Document } from 'yaml';
import { NodeBuilder } from './node-builder.ts';
import { readSimpleYaml } from './read-simple-yaml.ts';
import { UnindentedLexer } from './unindented-lexer.ts';
import { faultOf, YamlRefusal, type YamlFault } from './yaml-fault.ts';
import type { YamlNode } from './yaml-node.ts';

/** The first document of a text. The root is undefined if the text has only comments. */
export interface YamlRead {
  readonly root: YamlNode | undefined;
  /** The first fault; if there is one, the root is undefined. */
  readonly fault: YamlFault | undefined;
}

// Characters that YAML 1.1 does not allow at all (libyaml reader.c, yaml_parser_update_buffer).
const control =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/;

/** The library's node of the first document. Later documents are not read. */
function firstDocument(text: string): Document | undefined {
  const composer = new Composer({
    version: '1.1',
    schema: 'failsafe',
    uniqueKeys: false,
    merge: false,
    keepSourceTokens: false,
    logLevel: 'silent',
  });
  for (const document of composer.compose(tokensOf(text), true, text.length)) return document;
  return undefined;
}

function* tokensOf(text: string) {
  const parser = new Parser();
  for (const lexeme of new UnindentedLexer().lex(text)) yield* parser.next(lexeme);
  yield* parser.end();
}

/**
 * Parses YAML like go-yaml v2, which Rancher 1.6 uses for everything: YAML 1.1, the
 * last of duplicate keys wins, and only the first document is read.
 */
export function readYaml(text: string): YamlRead {
  const bad = control.exec(text);
  if (bad) return refused({ message: 'control characters are not allowed', offset: bad.index });
  const simple = readSimpleYaml(text);
  return simple ? { root: simple.root, fault: undefined } : readByLibrary(text);
}

const contentLine = /^( *)[^\s#].*$/gm;

/** Starts of the lines that are indented less than the first one. */
function linesLeftOfRoot(text: string): number[] {
  const lines = [...text.matchAll(contentLine)].filter(([line]) => !/^(?:---|%)/.test(line));
  const indent = lines[0]?.[1]?.length ?? 0;
  if (indent === 0) return [];
  return lines.filter(([, blanks = '']) => blanks.length < indent).map(({ index }) => index);
}

/**
 * The same with the library, for all texts. Odd: to go-yaml, a line indented less than the first one
 * ends the document without an error, and the rest is not read.
 */
export function readByLibrary(text: string): YamlRead {
  const read = parseWhole(text);
  if (read.fault === undefined) return read;
  for (const end of linesLeftOfRoot(text).slice(0, 3)) {
    const shorter = parseWhole(text.slice(0, end));
    if (shorter.fault === undefined) return shorter;
  }
  return read;
}

function parseWhole(text: string): YamlRead {
  try {
    const document = firstDocument(text);
    const error = document?.errors[0];
    if (error) return refused(faultOf(error, text));
    if (!document?.contents) return { root: undefined, fault: undefined };
    const root = new NodeBuilder(text).build(document.contents, 0, 0, false);
    return { root, fault: undefined };
  } catch (error) {
    if (error instanceof YamlRefusal) return refused(error.fault);
    if (error instanceof RangeError) {
      return refused({ message: 'nested too deeply', offset: 0 });
    }
    throw error;
  }
}

const refused = (fault: YamlFault): YamlRead => ({ root: undefined, fault });
