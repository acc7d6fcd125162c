import type { AnswerValue } from '../../model/answers.ts';

/** Where something is written: the number of its file (0 is the template, then its partials), line, column. */
export type At = readonly [file: number, line: number, column: number];

/** A value that a template writes or tests. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: AnswerValue }
  | {
      readonly kind: 'name';
      /** `this`, an answer, a text of the entry, a field of an item; then fields of it. */
      readonly parts: readonly string[];
      /** How many `../` are before it. */
      readonly up: number;
    }
  | { readonly kind: 'data'; readonly name: 'index' | 'first' | 'last' }
  | {
      readonly kind: 'call';
      readonly helper: string;
      readonly args: readonly Expression[];
      /** Whether a secret answer is in an argument. @default false */
      readonly isSecret?: boolean;
    };

/** What decides whether a block is written. */
export type Test =
  | { readonly kind: 'if'; readonly value: Expression; readonly negated: boolean }
  | { readonly kind: 'is'; readonly value: Expression; readonly texts: readonly string[] }
  | { readonly kind: 'given'; readonly value: Expression };

/** The lines of a block's tags, if each is alone on its line. */
export type TagLines = { readonly open: At; readonly otherwise: At; readonly close: At };

interface Block {
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
  readonly at: At;
  /** Absent if a tag has other text on its line. */
  readonly lines?: TagLines;
}

export type ContentNode = { readonly kind: 'content'; readonly text: string; readonly at: At };

export type ValueNode = {
  readonly kind: 'value';
  readonly value: Expression;
  /** `{{text answer}}`. */
  readonly isText: boolean;
  /** Whether a secret answer is in it. @default false */
  readonly isSecret?: boolean;
  readonly at: At;
};

export type ConditionNode = Block & { readonly kind: 'condition'; readonly test: Test };

export type LoopNode = Block & {
  /** `each` item of a list, or the `words` of a text. */
  readonly kind: 'each' | 'words';
  readonly value: Expression;
  /** The names of `as |item index|`. */
  readonly names: readonly string[];
};

export type PartialNode = {
  readonly kind: 'partial';
  readonly params: Readonly<Record<string, Expression>>;
  /** What each of its lines starts with. */
  readonly indent: string;
  readonly body: readonly TemplateNode[];
  readonly at: At;
};

/** A part of a template; plain data, which the build can write down. */
export type TemplateNode = ContentNode | ValueNode | ConditionNode | LoopNode | PartialNode;

/** A template that was read and checked. */
export interface TemplateProgram {
  readonly body: readonly TemplateNode[];
  /** The files that places refer to: the template, an empty text, and the names of partials. */
  readonly files: readonly string[];
  /** Whether it has an answer that Rancher can ask for; only of interest for a computed one. */
  readonly isAskable: boolean;
  /** The names of the secret answers that it writes; Markdown has none. */
  readonly secrets: readonly string[];
}
