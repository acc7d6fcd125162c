import type { YamlFault } from '../source/yaml-fault.ts';

/** The cause of a YAML fault, its place in the text, and how to fix it. */
export interface YamlCause {
  readonly offset: number;
  readonly cause: string;
  readonly fix: string;
}

const quotes = 'put the value in quotes';

/** Parts of go-yaml's message → cause and fix. The first that fits counts. */
const causes: readonly (readonly [RegExp, string, string])[] = [
  [
    /expected ':'/,
    'this line is neither a key nor part of the value above',
    'write KEY: VALUE, or indent the line',
  ],
  [
    /mapping values are not/,
    'a colon starts a value where none is possible',
    `${quotes}, or indent the line like its neighbors`,
  ],
  [
    /sequence entries are not/,
    'a dash starts a list where none is possible',
    `${quotes}, or start the list on a new line`,
  ],
  [/mapping keys are not/, '? starts a key where none is possible', quotes],
  [/cannot start any token/, 'this character cannot start a value', quotes],
  [
    /expected key/,
    'this line does not fit the keys around it',
    'indent it like its neighbors; a key cannot be empty',
  ],
  [
    /expected '-'/,
    'this line is at the column of a list, and does not start with a dash',
    'start it with a dash, or change its indentation',
  ],
  [/expected node content/, 'a value is missing', "write a value, or ''"],
  [
    /expected ',' or/,
    'brackets are not closed, or a comma is missing',
    `close the brackets, or ${quotes}`,
  ],
  [
    /incompatible|directive|version number|non-alphabetical/,
    'Rancher reads YAML 1.1 without other directives',
    'remove the line with %',
  ],
  [/end of stream/, 'a quote is not closed', 'close the quote'],
  [/document indicator/, 'a quote is not closed before --- or ...', 'close the quote'],
  [
    /escape|hexdecimal/,
    'a backslash in double quotes starts an escape, and this one does not exist',
    'write \\\\ for a backslash, or use single quotes',
  ],
  [
    /comment or line break/,
    'text follows | or > on its line',
    `start the text on the next line, or ${quotes}`,
  ],
  [
    /indentation indicator|indentation space/,
    'the indentation of this block is not valid',
    'indent the block with spaces',
  ],
  [/unknown anchor/, 'no anchor has this name', `define the anchor with &, or ${quotes}`],
  [
    /contains itself/,
    'an alias is within the value that it stands for',
    'replace the alias with a value',
  ],
  [/alphabetic or numeric/, '& or * without a name', quotes],
  [
    /cannot decode|base64/,
    'the value is not of the type of its tag',
    'remove the tag, or correct the value',
  ],
  [/map merge/, '<< can only merge maps', 'use an alias of a map'],
  [/expected '!'|tag|URI|'>'|whitespace/, 'this is not a tag of YAML', quotes],
  [/UTF|octet|surrogate|Unicode/, 'this byte is not UTF-8', 'save the file as UTF-8'],
  [/control characters/, 'this character is not allowed in YAML', 'remove the character'],
  [/nested too deep/, 'the values are nested too deeply', 'write fewer levels'],
];

/** Characters that end a line to a YAML parser, and not in most editors. */
export const unseenBreak = /[\u0085\u2028\u2029]|\r(?!\n)/;

/** `U+2028`. */
export const codePoint = (character: string): string =>
  `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A break that is not seen, on the line of a fault or the line before it. */
function breakBefore(text: string, offset: number): YamlCause | undefined {
  const end = text.indexOf('\n', offset);
  const start = text.lastIndexOf('\n', Math.max(0, text.lastIndexOf('\n', offset - 1) - 1)) + 1;
  const found = unseenBreak.exec(text.slice(start, end === -1 ? text.length : end));
  if (!found) return undefined;
  return {
    offset: start + found.index,
    cause: `${codePoint(found[0])} is a line break in YAML`,
    fix: 'remove the character',
  };
}

const isUtf16 = (text: string): boolean => text.startsWith('\uFFFD\uFFFD') && text.includes('\0');

function documentStart(text: string, offset: number): Omit<YamlCause, 'offset'> {
  if (/^%/m.test(text.slice(0, offset)))
    return { cause: 'a directive must be followed by ---', fix: 'remove the line with %' };
  if (/^\.\.\./m.test(text.slice(0, offset)))
    return { cause: 'the text ends at ...', fix: 'remove the line with ...' };
  return {
    cause: 'the map of the file ended, because this line is indented less than its first key',
    fix: 'indent all keys of a map alike',
  };
}

/** Why go-yaml refuses a text, for its author. */
export function explainYaml(text: string, { message, offset, panic }: YamlFault): YamlCause {
  const unseen = breakBefore(text, offset);
  if (unseen) return unseen;
  if (isUtf16(text)) {
    return { offset: 0, cause: 'this file is in UTF-16', fix: 'save the file as UTF-8' };
  }
  if (message.includes('<document start>')) return { offset, ...documentStart(text, offset) };
  if (panic) return { offset, cause: 'Rancher crashes on this text', fix: 'write it another way' };
  const known = causes.find(([pattern]) => pattern.test(message));
  const [, cause, fix] = known ?? [message, 'this is not valid YAML', 'write it another way'];
  return { offset, cause, fix };
}
