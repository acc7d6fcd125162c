import type { AnswerSpec } from '../../model/answers.ts';
import { isMap, type JsonMap } from '../../model/json.ts';
import type { At } from './template-node.ts';

/** What a template that is checked knows of a value, before there are answers. */
export interface Meaning {
  /** Whether Rancher can ask for it, so that it is possibly not known when the template is rendered. */
  readonly isAskable: boolean;
  readonly type: 'text' | 'number' | 'boolean' | 'list' | 'map' | 'block' | 'word';
  readonly spec?: AnswerSpec;
  /** The JSON Schema of a list or a map. */
  readonly schema?: JsonMap;
  /** The call of a partial that does not pass it, though another call does. */
  readonly absent?: { readonly partial: string; readonly at: At };
  /** The names of the secret answers that are in it. @default none */
  readonly secrets?: readonly string[];
  /** The name of a text that belongs into another template, and that template. */
  readonly onlyIn?: readonly [name: string, template: string];
}

/** What is known of a value that is made of others: it has their secrets. */
export function madeOf(meaning: Meaning, ...parts: readonly Meaning[]): Meaning {
  const secrets = new Set(parts.flatMap((part) => part.secrets ?? []));
  return secrets.size === 0 ? meaning : { ...meaning, secrets: [...secrets] };
}

export const textMeaning: Meaning = { isAskable: false, type: 'text' };

const typeNames: Readonly<Record<string, Meaning['type']>> = {
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'map',
};

/** What is known of the values that a schema allows. */
export function meaningOf(schema: unknown): Meaning {
  if (!isMap(schema)) return textMeaning;
  const type = typeNames[String(schema.type)] ?? 'text';
  return { isAskable: false, type, schema: schema as JsonMap };
}

export function meaningOfAnswer(spec: AnswerSpec): Meaning {
  const meaning = { ...meaningOf(spec.schema), isAskable: spec.ask === 'always', spec };
  return spec.secret ? { ...meaning, secrets: [spec.name] } : meaning;
}

/** A field of an item; undefined if its schema has none of that name. */
export function fieldOf(meaning: Meaning, name: string): Meaning | undefined {
  const properties = meaning.schema?.properties;
  if (!isMap(properties) || !Object.hasOwn(properties, name)) return undefined;
  return madeOf(meaningOf(properties[name]), meaning);
}

/** The names of the fields of an item. */
export function fieldsOf(meaning: Meaning): string[] {
  const properties = meaning.schema?.properties;
  return isMap(properties) ? Object.keys(properties) : [];
}
