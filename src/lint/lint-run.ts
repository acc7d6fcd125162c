import type { Severity } from '../diagnostics/diagnostic.ts';
import type { LintFinding } from './lint-finding.ts';
import type { Found } from './found.ts';
import { placeOfSpot } from './place-of-spot.ts';
import type { KnownRule, RuleCode } from './rule-list.ts';

/** Findings of rules, with the severities that a user gave them. */
export class Run {
  readonly findings: LintFinding[] = [];
  readonly #severities: ReadonlyMap<RuleCode, Severity | 'off'>;

  constructor(severities: ReadonlyMap<RuleCode, Severity | 'off'>) {
    this.#severities = severities;
  }

  /** Runs a rule; one that crashes is reported, and the others still run. */
  check(rule: KnownRule, folder: string, find: () => Iterable<Found>): void {
    const severity = this.#severities.get(rule.code) ?? rule.severity;
    if (severity === 'off') return;
    try {
      for (const found of find()) this.findings.push(findingOf(rule, severity, found));
    } catch (error) {
      this.crashed(rule.code, folder, error);
    }
  }

  crashed(what: string, folder: string, error: unknown): void {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.findings.push({
      code: 'rule-crashed',
      severity: 'error',
      message: `${what} crashed and did not check this directory: ${reason}`,
      at: { file: folder },
      hint: 'this is a bug in rancher-catalog; please report it',
    });
  }
}

function findingOf(rule: KnownRule, severity: Severity, found: Found): LintFinding {
  const { at, message, hint, fix } = found;
  return {
    code: rule.code,
    severity,
    message,
    at: placeOfSpot(at),
    ...(hint === undefined ? {} : { hint }),
    ...(fix === undefined ? {} : { fix }),
  };
}
