/** Changes of a blueprint that has a chart, and the fault that each makes. */

export type Part = Record<string, unknown>;

/** A blueprint with a chart, whose schema and files are changed. */
export interface Change {
  /** Answers that only the chart has. */
  readonly answers?: Readonly<Record<string, Part>>;
  /** Other keys of the schema. */
  readonly schema?: Part;
  /** Files of chart/; undefined removes one. */
  readonly files?: Readonly<Record<string, string | undefined>>;
}

export const text = (more: Part = {}): Part => ({ type: 'string', default: '', ...more });
export const number = (more: Part = {}): Part => ({ type: 'integer', default: 1, ...more });
export const image = (value: string): Part =>
  text({ default: 'a:1', 'x-chart': { value, type: 'image' } });
export const valueAt = (value: string, more: Part = {}): Part =>
  text({ 'x-chart': { value, ...more } });
export const when = (condition: Part): Part => text({ 'x-chart': { when: condition } });
export const rule = (more: Part): Part => ({
  'x-rules': [
    {
      rule: 'r',
      severity: 'error',
      at: 'a',
      check: 'a <= b',
      message: 'a is {a}',
      hint: 'b',
      ...more,
    },
  ],
});

/** Name, change, text of the message, the line that is named, text of the hint. */
export type Case = readonly [string, Change, string, string, string];

/** Values that a chart cannot have. */
export const valueCases: readonly Case[] = [
  [
    'a part of an image',
    { answers: { image: image('image'), tag: valueAt('image.tag') } },
    'tag cannot be the value image.tag: image is the value image.tag',
    '"value": "image.tag"',
    'another path',
  ],
  [
    'a value inside of a part of an image',
    { answers: { image: image('image'), tag: valueAt('image.tag.suffix') } },
    'tag cannot be the value image.tag.suffix: image is the value image.tag',
    '"value": "image.tag.suffix"',
    'another path',
  ],
  [
    'an image around a value that is there already',
    { answers: { tag: valueAt('image.tag'), image: image('image') } },
    'image cannot be the value image.tag: tag is the value image.tag',
    '"value": "image",',
    'another path',
  ],
  [
    'text where an image is',
    { answers: { image: image('image'), other: valueAt('image') } },
    'other cannot be the value image: image is the value image.repository',
    '"value": "image"',
    'another path',
  ],
  [
    'two images',
    { answers: { image: image('image'), other: image('image') } },
    'other cannot be the value image.repository: image is the value image.repository',
    '"value": "image",',
    'another path',
  ],
  [
    'two names that are the same in camelCase',
    { answers: { max_age: text(), maxAge: text() } },
    'maxAge cannot be the value maxAge: max_age is the value maxAge',
    '"maxAge": {',
    'another path',
  ],
  [
    'a value around another',
    { answers: { password: valueAt('auth.redis.password'), auth: text() } },
    'auth cannot be the value auth: password is the value auth.redis.password',
    '"auth": {',
    'another path',
  ],
  [
    'a value in another',
    { answers: { auth: text(), password: valueAt('auth.redis.password') } },
    'password cannot be the value auth.redis.password: auth is the value auth',
    '"value": "auth.redis.password"',
    'another path',
  ],
  [
    'a value below global',
    { answers: { registry: valueAt('global.registry') } },
    'registry cannot be the value global.registry: Rancher writes below global',
    '"value": "global.registry"',
    'another path',
  ],
  [
    'global itself',
    { answers: { global: text() } },
    'global cannot be the value global: Rancher writes below global',
    '"global": {',
    'another path',
  ],
  [
    'a removed value that is there',
    { schema: { 'x-removed-values': { greeting: 'no greetings' } } },
    'greeting is removed, but greeting is the value greeting',
    '"greeting": "no greetings"',
    'x-removed-values',
  ],
  [
    'a removed value that is a part of an image',
    {
      answers: { image: image('image') },
      schema: { 'x-removed-values': { 'image.tag': 'none' } },
    },
    'image.tag is removed, but image is the value image.tag',
    '"image.tag": "none"',
    'x-removed-values',
  ],
  [
    'a removed value in one that is text now',
    { schema: { 'x-removed-values': { 'greeting.text': 'none' } } },
    'greeting.text is removed, but greeting is the value greeting',
    '"greeting.text": "none"',
    'x-removed-values',
  ],
  [
    'a removed value around others',
    { answers: { user: valueAt('auth.user') }, schema: { 'x-removed-values': { auth: 'none' } } },
    'auth is removed, but user is the value auth.user',
    '"auth": "none"',
    'x-removed-values',
  ],
];
