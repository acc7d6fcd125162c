import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { digestOf } from '../../model/digest.ts';
import type { AnswerSpec } from '../../model/answers.ts';
import type { TemplateFile } from '../../model/blueprint.ts';
import { precompiledTemplates } from '../precompiled-templates.ts';
import type { PassedNames } from './passed-names.ts';
import type { TemplateProgram } from './template-node.ts';
import type { TemplateRole } from './template-role.ts';
import type { Scope } from './template-scope.ts';

/** What a template is compiled with. */
export interface Compiling {
  readonly role: TemplateRole;
  /** The names that it can use. */
  readonly scope: Scope;
  readonly partials: ReadonlyMap<string, TemplateFile>;
  /** What the calls in all templates pass. */
  readonly passed: PassedNames;
  /** The digest of all answers that the scope is made of, see `answersDigest`. */
  readonly answers: string;
  /** Conditions that never hold are kept: they are those of an entry that was imported. @default false */
  readonly isImported?: boolean;
}

/** Identifies what answers mean to templates. */
export const answersDigest = (specs: ReadonlyMap<string, AnswerSpec>): string =>
  digestOf([JSON.stringify([...specs.values()])]);

/** Identifies a template with the names that it was checked against: the same text can be wrong with other answers. */
export const templateDigest = (
  { output, text }: Pick<TemplateFile, 'output' | 'text'>,
  { role, answers, partials, passed }: Omit<Compiling, 'scope'>,
): string =>
  digestOf([
    output,
    role,
    answers,
    JSON.stringify([...passed].map(([name, names]) => [name, ...names])),
    text,
    ...[...partials].flatMap(([name, file]) => [name, file.text]),
  ]);

/**
 * A `.hbs` file → its parts, checked: every name is an answer of the schema or a text of the entry, and each value
 * can be in its place whatever the answers are. Templates that ship with the program were checked and compiled
 * when it was built.
 */
export async function compileTemplate(
  file: TemplateFile,
  compiling: Compiling,
): Promise<Checked<TemplateProgram>> {
  const known = precompiledTemplates[templateDigest(file, compiling)];
  if (known !== undefined) return { value: known, diagnostics: [] };
  // The parser is loaded only when there is something to parse.
  const { readProgram } = await import('./read-program.ts');
  return readProgram(file, compiling);
}

/** The faults of templates that share partials: a fault in a partial is reported once. */
export function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [JSON.stringify(each), each])).values()];
}
