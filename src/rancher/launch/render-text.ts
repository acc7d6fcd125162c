import { RecentResults } from '../../source/recent-results.ts';
import { GoStruct, StringMap, type GoValue } from '../template/go-value.ts';
import { executeTemplate } from '../template/execute-template.ts';
import { outputOrigin } from '../template/output-origin.ts';
import { parseTemplate } from '../template/parse-template.ts';
import { functionNames, rancherFunctions } from '../template/rancher-functions.ts';
import type { GoTemplate, TemplateFault } from '../template/template-node.ts';

/** The data of templates. */
export interface TemplateData {
  readonly variables: ReadonlyMap<string, string>;
  /** The version in the catalog block, and the version of the stack before an upgrade. */
  readonly version: string;
  readonly previousVersion: string;
  readonly stackName: string;
  readonly environmentName: string;
}

/** A text after the template pass. */
export interface Rendered {
  readonly text: string;
  /** Undefined if the pass was skipped or could not start. */
  readonly template: GoTemplate | undefined;
  /** A fault that makes Rancher reject the launch. */
  readonly fault: TemplateFault | undefined;
  /** An error that the executor ignores: the text ends where it occurred. */
  readonly truncated: TemplateFault | undefined;
  /** The pass exceeded its limits. */
  readonly endless: boolean;
  /** Maps an offset of `text` to the text of the file. */
  readonly origin: (offset: number) => number;
}

/**
 * Texts with this prefix skip the template pass (template/template.go:21-27). A byte order mark is not a
 * blank for Go's TrimSpace: a text that begins with one is a template.
 */
export const skipsTemplate = (text: string): boolean =>
  /^(?:(?!\uFEFF)[\s\u0085])*# ?notemplating/.test(text);

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

/** A version is launched several times, and files of one text are parsed to one template. */
const parsed = new RecentResults<ReturnType<typeof parseTemplate>>(1_000_000);

/** The template pass that the executor runs on every compose file. */
export function renderText(text: string, context: TemplateData): Rendered {
  if (skipsTemplate(text) || !text.includes('{{')) return { text, ...untouched };
  const read = parsed.of(text, () => parseTemplate(text, functionNames));
  if ('fault' in read) return { ...untouched, text, fault: read.fault };
  const { template } = read;
  const executed = executeTemplate(template, rancherFunctions, dataOf(context));
  const { output, error, endless, pieces } = executed;
  const origin = (offset: number) => outputOrigin(pieces, offset);
  return { text: output, template, fault: undefined, truncated: error, endless, origin };
}

/** The text of a file with other answers; `version` is that of the catalog block. */
export function renderAgain(
  rendered: Rendered,
  variables: ReadonlyMap<string, string>,
  version: string,
): string {
  if (!rendered.template) return rendered.text;
  const names = { stackName: 'stack', environmentName: 'Default', previousVersion: '' };
  const data = dataOf({ variables, version, ...names });
  return executeTemplate(rendered.template, rancherFunctions, data).output;
}
