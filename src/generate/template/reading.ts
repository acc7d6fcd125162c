import type { TemplateFile } from '../../model/blueprint.ts';
import type { PassedNames } from './passed-names.ts';
import type { TemplateFaults } from './template-faults.ts';
import type { TemplateRole } from './template-role.ts';

/** What is read while a template is checked. */
export interface Reading {
  readonly faults: TemplateFaults;
  /** Parses the text of a partial; undefined, and reported, if that is not possible. */
  readonly parse: (file: TemplateFile) => hbs.AST.Program | undefined;
  readonly partials: ReadonlyMap<string, TemplateFile>;
  readonly passed: PassedNames;
  readonly role: TemplateRole;
  /** Conditions that never hold are kept. */
  readonly isImported: boolean;
}

/** A plain name: no `this`, no `../`, no parts. */
export function nameOf(path: hbs.AST.Expression): string | undefined {
  if (path.type !== 'PathExpression') return undefined;
  const { depth, parts, data, original } = path as hbs.AST.PathExpression;
  const [name] = parts;
  return depth === 0 && !data && parts.length === 1 && original === name ? name : undefined;
}
