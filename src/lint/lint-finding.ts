import type { Place, Severity } from '../diagnostics/diagnostic.ts';
import type { Fix } from './found.ts';
import type { RuleCode } from './rule-list.ts';

/** One result of a rule, with its place. */
export interface LintFinding {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Place;
  readonly hint?: string;
  readonly fix?: Fix;
  /** The same in other revisions of the template, where findings are folded. */
  readonly others?: readonly Place[];
}
