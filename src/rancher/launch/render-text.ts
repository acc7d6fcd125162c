import { GoStruct, StringMap, type GoValue } from '../template/go-value.ts';
import { executeTemplate } from '../template/execute-template.ts';
import { outputOrigin } from '../template/output-origin.ts';
import { parseTemplate } from '../template/parse-template.ts';
import { functionNames, rancherFunctions } from '../template/rancher-functions.ts';
import type { GoTemplate, TemplateFault } from '../template/template-node.ts';

/** What templates are filled in with. */
export interface TemplateData {
  readonly variables: ReadonlyMap<string, string>;
  /** The version of the catalog block, and that of the stack before an upgrade. */
  readonly version: string;
  readonly previousVersion: string;
  readonly stackName: string;
  readonly environmentName: string;
}

/** A text after the template pass. */
export interface Rendered {
  readonly text: string;
  /** Undefined where the pass was skipped, or could not begin. */
  readonly template: GoTemplate | undefined;
  /** A fault that refuses the launch. */
  readonly fault: TemplateFault | undefined;
  /** An error that the executor swallows: the text ends where it happened. */
  readonly truncated: TemplateFault | undefined;
  /** The pass did not end within bounds. */
  readonly endless: boolean;
  /** Where an offset of `text` stands in the file's own text. */
  readonly origin: (offset: number) => number;
}

/** Texts that begin so are left as they are (template/template.go:21-27). */
export const skipsTemplate = (text: string): boolean => /^\s*# ?notemplating/.test(text);

function dataOf(context: TemplateData): GoValue {
  const stack = new GoStruct('template.StackInfo', {
    Version: context.version,
    PreviousVersion: context.previousVersion,
    Name: context.stackName,
  });
  return new Map<string, GoValue>([
    ['Values', new StringMap(context.variables)],
    ['Release', stack],
    ['Stack', stack],
    ['Environment', new GoStruct('template.EnvironmentInfo', { Name: context.environmentName })],
  ]);
}

const untouched = {
  template: undefined,
  fault: undefined,
  truncated: undefined,
  endless: false,
  origin: (offset: number) => offset,
};

/** The template pass that the executor gives every compose file. */
export function renderText(text: string, context: TemplateData): Rendered {
  if (skipsTemplate(text) || !text.includes('{{')) return { text, ...untouched };
  const parsed = parseTemplate(text, functionNames);
  if ('fault' in parsed) return { ...untouched, text, fault: parsed.fault };
  const { template } = parsed;
  const executed = executeTemplate(template, rancherFunctions, dataOf(context));
  const { output, error, endless, pieces } = executed;
  const origin = (offset: number) => outputOrigin(pieces, offset);
  return { text: output, template, fault: undefined, truncated: error, endless, origin };
}
