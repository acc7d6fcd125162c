import type { CheckedTemplates } from './check-blueprint.ts';

/** The files of a version that a secret answer is written into, if it is fixed. */
export const filesWith =
  ({ templates }: CheckedTemplates) =>
  (name: string): string[] =>
    templates.filter(({ program }) => program.secrets.includes(name)).map(({ output }) => output);
