import type { Severity } from '../diagnostics/diagnostic.ts';
import { KeptWith } from '../source/kept-with.ts';
import type { LintFinding } from './lint-finding.ts';
import type { Found } from './found.ts';
import { placeOfSpot } from './place-of-spot.ts';
import { rules, type KnownRule, type RuleCode } from './rule-list.ts';

/** Severities that differ from those of the rules. */
type Severities = ReadonlyMap<RuleCode, Severity | 'off'>;

/** Rules of one scope that are on, with their severities. */
type Active<R extends KnownRule> = readonly { readonly rule: R; readonly severity: Severity }[];

export interface ActiveRules {
  readonly template: Active<(typeof templateRules)[number]>;
  readonly version: Active<(typeof versionRules)[number]>;
  readonly file: Active<(typeof fileRules)[number]>;
  readonly chart: Active<(typeof chartRules)[number]>;
  readonly charts: Active<(typeof chartsRules)[number]>;
  readonly objects: Active<(typeof objectsRules)[number]>;
}

const templateRules = rules.filter((rule) => rule.scope === 'template');
const versionRules = rules.filter((rule) => rule.scope === 'version');
const fileRules = rules.filter((rule) => rule.scope === 'file');
const chartRules = rules.filter((rule) => rule.scope === 'chart');
const objectsRules = rules.filter((rule) => rule.scope === 'objects');
const chartsRules = rules.filter((rule) => rule.scope === 'charts');

// Once, because a catalog has thousands of versions.
const known = new KeptWith<Severities, ActiveRules>();

function activeOf<R extends KnownRule>(some: readonly R[], severities: Severities): Active<R> {
  return some.flatMap((rule) => {
    const severity = severities.get(rule.code) ?? rule.severity;
    return severity === 'off' ? [] : [{ rule, severity }];
  });
}

/** The rules that are on. */
export const activeRules = (severities: Severities): ActiveRules =>
  known.of(severities, () => ({
    template: activeOf(templateRules, severities),
    version: activeOf(versionRules, severities),
    file: activeOf(fileRules, severities),
    chart: activeOf(chartRules, severities),
    charts: activeOf(chartsRules, severities),
    objects: activeOf(objectsRules, severities),
  }));

/** Findings of rules, with the severities that a user gave them. */
export class Run {
  readonly findings: LintFinding[] = [];

  /** Runs rules; one that crashes is reported, and the others still run. */
  check<S>(
    some: Active<KnownRule & { readonly check: (subject: S) => Iterable<Found> }>,
    subject: S,
    folder: string,
  ): void {
    for (const { rule, severity } of some) {
      try {
        for (const found of rule.check(subject)) {
          this.findings.push(findingOf(rule, severity, found));
        }
      } catch (error) {
        this.crashed(rule.code, folder, error);
      }
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
