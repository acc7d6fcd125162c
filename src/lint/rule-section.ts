import type { KnownRule } from './rule-list.ts';

/** The documentation of a rule, in Markdown. */
export function ruleSection({ code, severity, summary, docs, fixable }: KnownRule): string {
  const marks = fixable ? `${severity}, fixable` : severity;
  return `### ${code}\n\n*${marks}* — ${summary}.\n\n${docs}\n`;
}
