import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import type { AnswerRule, AnswerScalar, AnswerSpec, AnswerValue } from '../model/answers.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import { fillText, parseExpression } from './expression.ts';

const ruleKeys = new Set(['rule', 'severity', 'at', 'when', 'check', 'message', 'hint']);

function ruleOf(value: unknown): AnswerRule | undefined {
  if (!isMap(value) || Object.keys(value).some((key) => !ruleKeys.has(key))) return undefined;
  const { rule, severity, at, when, check, message, hint } = value;
  const texts = [rule, at, check, message].every((text) => typeof text === 'string');
  if (!texts || (severity !== 'error' && severity !== 'warning')) return undefined;
  if (when !== undefined && !isMap(when)) return undefined;
  return {
    rule: rule as string,
    severity,
    at: at as string,
    when: (when ?? {}) as Record<string, AnswerScalar>,
    check: check as string,
    message: message as string,
    ...(typeof hint === 'string' ? { hint } : {}),
  };
}

/** Why a rule cannot be used, or undefined when it can. */
function faultOfRule(rule: AnswerRule, specs: ReadonlyMap<string, AnswerSpec>): string | undefined {
  const texts = [rule.message, rule.hint ?? ''].flatMap((text) =>
    [...text.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ''),
  );
  try {
    const used = [rule.check, ...texts].flatMap((text) => parseExpression(text).names);
    const unknown = [rule.at, ...Object.keys(rule.when), ...used].find((name) => !specs.has(name));
    if (unknown !== undefined) return `unknown answer: ${unknown}`;
    const secret = used.find((name) => specs.get(name)?.secret);
    return secret === undefined ? undefined : `it would show the secret ${secret}`;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** The usable `x-rules` of an answers schema; a rule that could never be checked is a fault. */
export function readRules(
  schema: JsonMap,
  specs: ReadonlyMap<string, AnswerSpec>,
  placeOf: (pointer: Pointer) => Place,
): { readonly value: AnswerRule[]; readonly diagnostics: Diagnostic[] } {
  const written: unknown = schema['x-rules'] ?? [];
  const rules: AnswerRule[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, value] of (Array.isArray(written) ? written : [written]).entries()) {
    const rule = ruleOf(value);
    const fault = rule
      ? faultOfRule(rule, specs)
      : 'expected rule, severity (error or warning), at, check and message, and no other keys but when and hint';
    if (rule && fault === undefined) rules.push(rule);
    else {
      diagnostics.push({
        code: 'schema-invalid',
        severity: 'error',
        message: `rule ${rule?.rule ?? index + 1} of x-rules cannot be used: ${fault ?? ''}`,
        at: placeOf(['x-rules', index]),
      });
    }
  }
  return { value: rules, diagnostics };
}

/**
 * The rules that the answers break; fixed answers and defaults together. A rule about something
 * that is not a number (such as the quorum `majority`) is met.
 */
export function checkRules(
  rules: readonly AnswerRule[],
  answers: ReadonlyMap<string, AnswerValue>,
  placeOf: (name: string) => Place | undefined,
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
      const at = names.map(placeOf).find((place) => place !== undefined);
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
