import type { Options } from 'ajv';

/** How schemas are compiled, at build time and at run time alike. */
export const ajvOptions: Options = {
  allErrors: true,
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  // A key like `constructor` is present only if the file has it.
  ownProperties: true,
  // `u` makes `.` a character, not half of one.
  unicodeRegExp: true,
};

/** The annotations that our answers schemas add to JSON Schema. */
export const vocabulary = [
  'x-rancher',
  'x-chart',
  'x-target',
  'x-removed-values',
  'x-unit',
  'x-rules',
  'x-value',
] as const;
