import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { TemplateFile } from '../../model/blueprint.ts';
import type { Compiling } from './compile-template.ts';
import { parseTemplate } from './parse-template.ts';
import { readTemplate } from './read-template.ts';
import { TemplateFaults, TooManyNodes } from './template-faults.ts';
import type { TemplateNode, TemplateProgram } from './template-node.ts';

/** Parses and checks a template with the partials that it includes. */
export function readProgram(
  file: TemplateFile,
  { role, scope, partials, passed, isImported = false }: Compiling,
): Checked<TemplateProgram> {
  const faults = new TemplateFaults();
  const broken: Diagnostic[] = [];
  const parsed = new Map<TemplateFile, hbs.AST.Program | undefined>();
  const parse = (each: TemplateFile) => {
    if (parsed.has(each)) return parsed.get(each);
    const program = parseTemplate(each);
    const isRead = 'body' in program;
    if (!isRead) broken.push(program);
    parsed.set(each, isRead ? program : undefined);
    return isRead ? program : undefined;
  };
  const program = parse(file);
  if (!program) return { value: undefined, diagnostics: broken };
  const body = readBody(() =>
    readTemplate(program, file, scope, { faults, parse, partials, passed, role, isImported }),
  );
  const diagnostics = [...broken, ...faults.diagnostics];
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  const { fileNames: files, hasAskable: isAskable, secrets } = faults;
  return { value: { body, files, isAskable, secrets: [...secrets] }, diagnostics };
}

/** The parts; none if there are too many, which is reported where it was found. */
function readBody(read: () => TemplateNode[]): TemplateNode[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof TooManyNodes) return [];
    throw error;
  }
}
