import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LintFinding } from '../../lint/lint-finding.ts';

/** A finding of `lint` for which nothing is published. */
export const lintError = ({ code: rule, message, at, hint }: LintFinding): Diagnostic => ({
  code: 'lint-finding',
  rule,
  severity: 'error',
  message,
  at,
  ...(hint === undefined ? {} : { hint }),
});
