import type { Severity } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import {
  findRule,
  ruleCodes,
  rules,
  rulesNamed,
  type KnownRule,
  type RuleCode,
} from '../../lint/rule-list.ts';
import { readTopics, type Topic } from '../explaining/topics.ts';

/** Every rule of `lint`, in the order of docs/rules.md. */
export const lintRules = (): readonly KnownRule[] => rules;

function ruleOf(code: string): KnownRule {
  const rule = findRule(code);
  if (rule) return rule;
  const meant = nearest(code, ruleCodes);
  throw usageError(
    `unknown rule: ${code}`,
    meant === undefined ? 'lint --list prints all rules' : `did you mean ${meant}?`,
  );
}

/** One rule, or those of a group. */
function rulesOf(name: string): readonly KnownRule[] {
  const named = rulesNamed(name);
  return named.length === 0 ? [ruleOf(name)] : named;
}

/** What a rule is about, with examples: its section of docs/rules.md. */
export function explainRule(code: string): Topic | undefined {
  const rule = ruleOf(code);
  return readTopics().find(({ kind, name }) => kind === 'rule' && name === rule.code);
}

const severities: ReadonlySet<string> = new Set(['off', 'info', 'warning', 'error']);

/** `--rule`: severities of rules; a rule without one turns off all rules that are not given. */
export function severitiesOf(given: readonly string[]): Map<RuleCode, Severity | 'off'> {
  const wanted = given.flatMap((text): [KnownRule, string | undefined][] => {
    // Only the first `=` separates, so that the rest of a mistyped value is not dropped.
    const [, code = '', severity] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
    if (severity !== undefined && !severities.has(severity)) {
      throw usageError(`--rule ${text}: expected off, info, warning or error after =`);
    }
    return rulesOf(code).map((rule) => [rule, severity]);
  });
  const isOnly = wanted.some(([, severity]) => severity === undefined);
  const all = isOnly ? ruleCodes.map((code) => [code, 'off'] as const) : [];
  return new Map([
    ...all,
    ...wanted.map(
      ([rule, severity]) => [rule.code, (severity ?? rule.severity) as Severity | 'off'] as const,
    ),
  ]);
}
