import { nearest } from '../diagnostics/nearest.ts';
import type { AnswerSpec } from '../model/answers.ts';
import { isMap } from '../model/json.ts';
import { remember } from '../model/remember.ts';

import { schemaAt } from './list-answer.ts';

/** Keys of an answers file itself; none of them is a secret. */
const fileKeys = new Set([
  'blueprint',
  'name',
  'title',
  'description',
  'version',
  'answers',
  'defaults',
]);

/** Of a line without the spaces at its end. */
const pair = /^(\s*)(["']?)([\w.-]+)\2(\s*:)(?:( +)(.*))?$/s;

/** Of what can begin a value: without an anchor, alias, tag, block, flow or quotation that continues. */
const scalar = /(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'&*!|>{[?%@`#,][^{}[\],#]*)/sy;

/** A value that begins and ends on its line. */
function isClosed(value: string): boolean {
  scalar.lastIndex = 0;
  const length = scalar.exec(value)?.[0].length ?? 0;
  const rest = value.slice(length);
  // A plain value takes the spaces before the comment.
  return (
    rest === '' || (rest.startsWith('#') ? /\s/.test(value.charAt(length - 1)) : /^\s+#/.test(rest))
  );
}

/** What makes it unclear where a value ends, or that it is the same as another one. */
const unclear = /[&*!|>"'?%@`#]/;

/** A list or map that begins and ends on its line, all keys of which can be shown. */
function isPublicFlow(value: string, isShown: (key: string) => boolean): boolean {
  if (!/^[[{].*[\]}]$/s.test(value)) return false;
  const plain = value.replaceAll(
    /"([^"\\]*)"|'([^']*)'/g,
    (_all, double?: string, single?: string) => {
      const text = double ?? single ?? '';
      return /^[\w. /-]*$/.test(text) ? text : '|';
    },
  );
  if (unclear.test(plain)) return false;
  const opened = plain.replaceAll(/[^[{]/g, '').length;
  if (opened !== plain.replaceAll(/[^\]}]/g, '').length) return false;
  // Without a pattern that tries each blank, which takes quadratic time.
  const keys = plain.split(':').slice(0, -1);
  return keys.every((part) => {
    const key =
      part
        .trimEnd()
        .split(/[\s,{}[\]]/)
        .at(-1) ?? '';
    return key !== '' && isShown(key);
  });
}

/** Lines that can be shown. No answers file has more, and no message needs them. */
const mostLines = 5000;
/** Keys that are compared with those of the schema. */
const mostUnknown = 1000;

function maskLine(
  line: string,
  isShown: (key: string) => boolean,
  above: string | undefined,
): string {
  if (line === '' || /^\s*#/.test(line)) return line;
  const [, indent = '', quote = '', key, colon = '', gap = '', value = ''] = pair.exec(line) ?? [];
  if (key === undefined || above === undefined) return '';
  if (isShown(key) && (isClosed(value) || isPublicFlow(value, isShown))) return line;
  return value === '' ? line : `${indent}${quote}${key}${quote}${colon}${gap}***`;
}

/** Words in names of secrets: a key that the schema does not have can be a misspelt one. */
const secretWords = /pass|pasw|pwd|secret|token|auth|key|cred/i;

type Specs = ReadonlyMap<string, Pick<AnswerSpec, 'secret'> & Partial<Pick<AnswerSpec, 'schema'>>>;

/** Whether the value of a key can be shown: certainly not a secret, misspelt or not. */
function isPublic(key: string, specs: Specs | undefined): boolean {
  if (fileKeys.has(key)) return true;
  if (!specs) return false;
  const meant = specs.has(key) ? key : nearest(key, specs.keys());
  return meant === undefined ? !secretWords.test(key) : specs.get(meant)?.secret === false;
}

/** A list whose items can be shown, below the line of its key. */
interface PublicList {
  readonly indent: number;
  /** The keys of items that are maps. */
  readonly keys: ReadonlySet<string>;
}

/** The list that begins after a line; undefined if it does not end with the key of a list that is certainly not secret. */
function listAfter(line: string, specs: Specs | undefined): PublicList | undefined {
  const [, indent = '', , key = '', , , value = ''] = pair.exec(line) ?? [];
  const spec = specs?.get(key);
  if (value !== '' || spec?.secret !== false || spec.schema?.type !== 'array') return undefined;
  const { properties } = schemaAt(spec.schema, [0]);
  return { indent: indent.length, keys: new Set(Object.keys(isMap(properties) ? properties : {})) };
}

/** The part of a line that belongs to an item of a list; undefined if the line is not one of it. */
function itemIn(line: string, { indent }: PublicList): string | undefined {
  const [, spaces = '', dash = '', rest = ''] = /^( *)(- )? *(.*)$/s.exec(line) ?? [];
  const isInside = dash === '' ? spaces.length > indent : spaces.length >= indent;
  return isInside && (dash !== '' || pair.test(rest)) ? rest : undefined;
}

/** Whether an item, or a key of it, can be shown: it begins and ends here, and has only keys of items. */
function isPublicItem(item: string, { keys }: PublicList): boolean {
  const [, , , key, , gap = '', value = ''] = pair.exec(item) ?? [];
  if (key !== undefined) return keys.has(key) && (value === '' || (gap !== '' && isClosed(value)));
  const isText = /^["'].*["']$/s.test(item) || !/:(?:\s|$)/.test(item);
  return (isText && isClosed(item)) || isPublicFlow(item, (each) => keys.has(each));
}

/**
 * The text of an answers file as messages may show it, line by line: only what is certainly not a
 * secret. Without `specs` (the blueprint is not known) only keys of the file itself are shown.
 * A line that is not a plain `key: value` is blank: it may be the rest of a secret.
 */
export function maskAnswers(text: string, specs: Specs | undefined): string {
  let unknown = 0;
  const isShown = remember((key) => {
    if (specs?.has(key) === false) unknown += 1;
    return unknown <= mostUnknown && isPublic(key, specs);
  });
  let open = false;
  let list: PublicList | undefined;
  return text
    .split('\n', mostLines)
    .map((whole) => {
      const line = whole.trimEnd();
      const item = list && !open ? itemIn(line, list) : undefined;
      if (list && item !== undefined && isPublicItem(item, list)) return line;
      if (line !== '' && !/^\s*#/.test(line)) list = open ? undefined : listAfter(line, specs);
      const rest = line.replace(/^\s*(?:- +)*/, '');
      const value = pair.exec(rest)?.[6] ?? rest;
      // After an open quotation it is not clear what is a key.
      const masked = maskLine(line, isShown, open ? undefined : '');
      if (/^["']/.test(value) && !isClosed(value)) open = true;
      return masked;
    })
    .join('\n');
}
