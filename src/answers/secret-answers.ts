import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { listWords } from '../diagnostics/list-words.ts';
import type { Fault } from '../json-schema/compile-schema.ts';
import { isEmptyAnswer, type AnswerSpec, type AnswerValue } from '../model/answers.ts';
import type { KnownKeys } from './fault-to-diagnostic.ts';
import { valueAt } from './list-answer.ts';

/** An answer as it was given, not yet checked. */
export interface Given {
  readonly value: unknown;
  /** Whether it is what an answer that was not given falls back to. @default false */
  readonly isDefault?: boolean;
  /** The place of a part of the value, with the way to it. */
  readonly place: (part: 'key' | 'value', path?: readonly string[]) => Place;
}

export type GivenMap = ReadonlyMap<string, Given>;

const askedHint = 'remove it: Rancher then asks for it, and it is not in the catalog';

type Specs = ReadonlyMap<string, AnswerSpec>;

const isEmpty = (value: unknown) => value === null || isEmptyAnswer(value as AnswerValue);

/** A value, and all values in it. */
function* within(value: unknown): Generator {
  yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) yield* within(part);
}

/** The values of all secrets of a file, also those in lists. */
export function secretsIn(specs: Specs, ...maps: readonly GivenMap[]): Set<unknown> {
  const secrets = maps.flatMap((map) => [...map].filter(([name]) => specs.get(name)?.secret));
  return new Set(
    secrets.flatMap(([, { value }]) => [...within(value)].filter((part) => !isEmpty(part))),
  );
}

/** The specs, in which an answer that has the value of a secret (through an alias, for example) is one too. */
export function withHidden(
  { pointer: [name = '', ...path] }: Fault,
  values: ReadonlyMap<string, unknown>,
  specs: Specs,
  secrets: ReadonlySet<unknown>,
): KnownKeys {
  const spec = specs.get(name);
  if (!spec || !secrets.has(valueAt(values.get(name), path))) return specs;
  return new Map([[name, { ...spec, secret: true }]]);
}

/** The files of the version that an answer is written into; undefined if that is not known. */
export type FilesOf = (name: string) => readonly string[] | undefined;

/** Warnings of secrets that every reader of the catalog can see. */
export function secretWarnings(
  specs: Specs,
  fixed: GivenMap,
  defaults: GivenMap,
  filesOf: FilesOf,
): Diagnostic[] {
  const shown = new Map([...fixed].filter(([name]) => filesOf(name)?.length !== 0));
  const warn = (given: GivenMap, message: (name: string) => string) =>
    [...given]
      .filter(([name, { value }]) => specs.get(name)?.secret && !isEmpty(value))
      .map(([name, { place }]): Diagnostic => ({
        code: 'secret-fixed',
        severity: 'warning',
        message: message(name),
        at: place('key'),
        secret: true,
        hint: specs.get(name)?.ask === 'never' ? neverHint : askedHint,
      }));
  return [
    ...warn(
      shown,
      (name) =>
        `${name} is fixed: all readers of the catalog can see it in ${listWords(filesOf(name) ?? ['the version'])}`,
    ),
    ...warn(
      defaults,
      (name) => `all readers of the catalog can see the default of ${name} in rancher-compose.yml`,
    ),
  ];
}

const neverHint = 'remove it, and use a secret of Rancher: this answer is never asked';
