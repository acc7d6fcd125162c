/** The types that Rancher 1.6's form knows (ui app/utils/constants.js:435-448). */
export const formTypes: readonly string[] = [
  'string',
  'multiline',
  'password',
  'masked',
  'int',
  'float',
  'date',
  'boolean',
  'enum',
  'service',
  'certificate',
  'secret',
];

/** A number as a compose file takes it: what Go's Atoi reads. */
export const isInteger = (text: string): boolean => /^[+-]?\d+$/.test(text);

export const isNumber = (text: string): boolean => /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text);
