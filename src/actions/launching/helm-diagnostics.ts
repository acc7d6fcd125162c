import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import type { HelmRun } from './run-helm.ts';

/** Whether a line of helm is about values.schema.json, whose faults are reported with their places. */
const isOfSchema = (line: string) => /^(?:values don't meet|\S+:$|- )/.test(line);

/** The errors, each with the line of a hint after it. */
function withHints(lines: readonly string[]): [words: string, hint: string | undefined][] {
  const found: [string, string | undefined][] = [];
  for (const line of lines) {
    const hint = /^hint: (.*)$/.exec(line)?.[1];
    const last = found.at(-1);
    if (hint !== undefined && last && last[1] === undefined) last[1] = hint;
    else found.push([line, undefined]);
  }
  return found;
}

/** What helm refuses, or why it did not run. `secrets` are not shown. */
export function helmDiagnostics(
  run: HelmRun,
  isSchemaKnown: boolean,
  at: Place,
  secrets: readonly string[],
): Diagnostic[] {
  if ('failure' in run) {
    return [
      {
        code: 'launch-helm',
        severity: 'error',
        message: `nothing was rendered: ${run.failure}`,
        at,
        hint: 'install helm 3 or 4, or print the values alone with --values',
      },
    ];
  }
  if (!('errors' in run)) return [];
  const lines = isSchemaKnown ? run.errors.filter((line) => !isOfSchema(line)) : run.errors;
  const hide = (line: string) => secrets.reduce((text, each) => text.replaceAll(each, '•••'), line);
  return withHints(lines.map(hide)).map(([words, hint]) => ({
    code: 'launch-template',
    severity: 'error',
    message: `helm refuses the installation: ${words}`,
    at,
    ...(hint === undefined ? {} : { hint }),
  }));
}
