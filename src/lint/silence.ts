import type { Severity } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import type { LintFinding } from './lint-finding.ts';
import { findRule, ruleCodes, type RuleCode } from './rule-list.ts';
import { placeOfSpot } from './place-of-spot.ts';
import { readSuppressions, type Suppression } from './suppression.ts';

/** A wish of the settings file for silence. */
export interface Ignore {
  readonly rule: RuleCode;
  /** Matches paths of files from the catalog's root. */
  readonly matches: (path: string) => boolean;
}

interface Wishes {
  readonly severities: ReadonlyMap<RuleCode, Severity | 'off'>;
  readonly ignores: readonly Ignore[];
  /** Only some versions are looked at: whether a suppression is needed is not known. */
  readonly only?: ReadonlySet<string> | undefined;
}

const covers = (suppression: Suppression, { code, at }: LintFinding): boolean =>
  suppression.file.path === at.file &&
  suppression.rules.includes(code) &&
  (suppression.line === undefined || suppression.line === at.line);

function faultOf(suppression: Suppression): string | undefined {
  const unknown = suppression.rules.find((rule) => findRule(rule) === undefined);
  if (suppression.rules.length === 0) return 'this comment names no rule';
  if (unknown !== undefined) return `there is no rule ${unknown}`;
  return suppression.reason === '' ? 'this comment gives no reason' : undefined;
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
      const form = 'write # rancher-catalog-ignore RULE: why it is right as it is';
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
    const message = `${suppression.rules.join(', ')} has nothing to say here`;
    return remark('suppression-unused', suppression, message, 'remove the comment');
  });
}

/** Findings without those that a comment or the settings file silence, and what is wrong with those. */
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
