import { YamlRefusal } from './yaml-fault.ts';

export type YamlTokenType =
  | 'stream-end'
  | 'version'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-list'
  | 'block-map'
  | 'block-end'
  | 'flow-list'
  | 'flow-list-end'
  | 'flow-map'
  | 'flow-map-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

/** A token of a YAML text. */
export class YamlToken {
  readonly type: YamlTokenType;
  /** Offsets of its start and its end. */
  readonly start: number;
  readonly end: number;
  /** Line of its start, from 0. */
  readonly line: number;
  /** The value of a scalar; the name of an anchor or alias; the handle of a tag; a version. */
  readonly text: string;
  /** The suffix of a tag, or the prefix that a directive gives a handle. */
  readonly suffix: string;
  /** A scalar without quotes. */
  readonly plain: boolean;

  // oxlint-disable-next-line max-params
  constructor(
    type: YamlTokenType,
    start: number,
    end: number,
    line: number,
    text = '',
    suffix = '',
    plain = false,
  ) {
    this.type = type;
    this.start = start;
    this.end = end;
    this.line = line;
    this.text = text;
    this.suffix = suffix;
    this.plain = plain;
  }
}

/** Refuses a text because of a token. */
export function refuseToken(message: string, { start, line }: YamlToken): never {
  throw new YamlRefusal({ message, offset: start, line: line > 0 ? line : undefined });
}
