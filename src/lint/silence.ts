import type { Severity } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import type { LintFinding } from './lint-finding.ts';
import { findRule, ruleCodes, type RuleCode } from './rule-list.ts';
import { placeOfSpot } from './place-of-spot.ts';
import { readSuppressions, type Suppression } from './suppression.ts';

/** A rule that the settings file ignores for some paths. */
export interface Ignore {
  readonly rule: RuleCode;
  /** Matches paths of files from the catalog's root. */
  readonly matches: (path: string) => boolean;
}

interface Wishes {
  readonly severities: ReadonlyMap<RuleCode, Severity | 'off'>;
  readonly ignores: readonly Ignore[];
  /** Set if only some versions are linted: then it is not known which suppressions are unused. */
  readonly only?: ReadonlySet<string> | undefined;
}

const covers = (suppression: Suppression, { code, at }: LintFinding): boolean =>
  suppression.file.path === at.file &&
  suppression.rules.includes(code) &&
  (suppression.line === undefined || suppression.line === at.line);

function faultOf(suppression: Suppression): string | undefined {
  const unknown = suppression.rules.find((rule) => findRule(rule) === undefined);
  if (suppression.rules.length === 0) return 'this comment has no rule';
  if (unknown !== undefined) return `unknown rule: ${unknown}`;
  return suppression.reason === '' ? 'this comment has no reason' : undefined;
}

function remarks(
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  { severities, only }: Wishes,
): LintFinding[] {
  const remark = (code: RuleCode, suppression: Suppression, message: string, hint?: string) => {
    const severity = severities.get(code) ?? findRule(code)?.severity ?? 'warning';
    if (severity === 'off') return [];
    const at = placeOfSpot(suppression);
    return [{ code, severity, message, at, ...(hint === undefined ? {} : { hint }) }];
  };
  return suppressions.flatMap((suppression): LintFinding[] => {
    const fault = faultOf(suppression);
    if (fault !== undefined) {
      const rule = suppression.rules.find((code) => findRule(code) === undefined);
      const meant = rule === undefined ? undefined : nearest(rule, ruleCodes);
      const form = 'write # rancher-catalog-ignore RULE: the reason';
      return remark(
        'suppression-invalid',
        suppression,
        fault,
        meant === undefined ? form : `did you mean ${meant}?`,
      );
    }
    const isOff = suppression.rules.some((code) => {
      const rule = findRule(code);
      return rule !== undefined && severities.get(rule.code) === 'off';
    });
    if (used.has(suppression) || isOff || only) return [];
    const message = `${suppression.rules.join(', ')} finds nothing here`;
    return remark('suppression-unused', suppression, message, 'remove the comment');
  });
}

/** Findings without those that a comment or the settings file ignores, and faults of the comments. */
export function silence(
  findings: readonly LintFinding[],
  files: readonly CatalogFile[],
  wishes: Wishes,
): LintFinding[] {
  const suppressions = files.flatMap(readSuppressions);
  const valid = suppressions.filter((suppression) => faultOf(suppression) === undefined);
  const used = new Set<Suppression>();
  const left = findings.filter((finding) => {
    const suppression = valid.find((each) => covers(each, finding));
    if (suppression) used.add(suppression);
    const isIgnored = wishes.ignores.some(
      ({ rule, matches }) => rule === finding.code && matches(finding.at.file),
    );
    return suppression === undefined && !isIgnored;
  });
  return [...left, ...remarks(suppressions, used, wishes)];
}
