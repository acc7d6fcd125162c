/**
 * How values are written: in YAML that Rancher processes, in other YAML, in Markdown, in other text, or as a part
 * of a computed answer.
 */
export type TemplateRole = 'compose' | 'yaml' | 'markdown' | 'plain' | 'computed';

/** The files that Rancher processes. */
export const composeFiles = ['docker-compose.yml', 'rancher-compose.yml'] as const;

export function roleOf(output: string): TemplateRole {
  if ((composeFiles as readonly string[]).includes(output)) return 'compose';
  if (/\.ya?ml$/.test(output)) return 'yaml';
  return output.endsWith('.md') ? 'markdown' : 'plain';
}
