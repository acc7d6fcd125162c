import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import type { AnswerRule, AnswerValue } from '../model/answers.ts';
import { fillText, parseExpression } from './expression.ts';

/**
 * The rules that the answers break; fixed answers and defaults together. A rule about something
 * that is not a number (such as the quorum `majority`) is met. The place of a default counts if no answer has one.
 */
export function checkRules(
  rules: readonly AnswerRule[],
  answers: ReadonlyMap<string, AnswerValue>,
  placeOf: (name: string) => Place | undefined,
  placeOfDefault: (name: string) => Place | undefined = () => undefined,
): Diagnostic[] {
  const lookup = (name: string) => answers.get(name);
  return rules
    .filter((rule) =>
      Object.entries(rule.when).every(([name, value]) => answers.get(name) === value),
    )
    .filter((rule) => parseExpression(rule.check).evaluate(lookup) === false)
    .map((rule) => {
      // A rule is shown at its answer, or at another one of it if that one is not in the file.
      const names = [rule.at, ...parseExpression(rule.check).names];
      const at = [...names.map(placeOf), ...names.map(placeOfDefault)].find(
        (place) => place !== undefined,
      );
      return {
        code: 'rule-broken',
        rule: rule.rule,
        severity: rule.severity,
        message: fillText(rule.message, lookup),
        ...(at ? { at } : {}),
        ...(rule.hint === undefined ? {} : { hint: fillText(rule.hint, lookup) }),
      };
    });
}
