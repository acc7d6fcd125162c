import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { AnswerRule, AnswerScalar, AnswerSpec } from '../model/answers.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import { parseExpression } from './expression.ts';
import type { Report } from './schema-annotations.ts';
import { isPossible } from './schema-names.ts';

type Specs = ReadonlyMap<string, AnswerSpec>;

const requiredKeys = ['rule', 'severity', 'at', 'check', 'message'] as const;
const ruleKeys: readonly string[] = [...requiredKeys, 'when', 'hint'];

/** Checks one rule; its pointers begin in the rule. */
class RuleReader {
  readonly #rule: JsonMap;
  readonly #specs: Specs;
  readonly #fault: Report;
  /** How messages call the rule. */
  readonly #name: string;

  constructor(rule: JsonMap, index: number, specs: Specs, fault: Report) {
    this.#rule = rule;
    this.#specs = specs;
    this.#fault = fault;
    this.#name = `the rule ${typeof rule.rule === 'string' ? rule.rule : index + 1}`;
  }

  check(): void {
    this.#checkKeys();
    this.#checkAnswer(this.#rule.at, ['at']);
    this.#checkCondition();
    const { check, message, hint } = this.#rule;
    if (typeof check === 'string') this.#checkExpression(check, 'check');
    for (const [key, text] of Object.entries({ message, hint })) {
      const inside = typeof text === 'string' ? text.matchAll(/\{([^{}]+)\}/g) : [];
      for (const [, expression = ''] of inside) this.#checkExpression(expression, key);
    }
  }

  #checkKeys(): void {
    const meant = new Set<string>();
    for (const key of Object.keys(this.#rule).filter((each) => !ruleKeys.includes(each))) {
      const near = nearest(key, ruleKeys);
      if (near !== undefined) meant.add(near);
      const hint = near === undefined ? `known keys: ${ruleKeys.join(', ')}` : didYouMean(near);
      this.#fault([key], `unknown key in ${this.#name}: ${key}`, hint);
    }
    for (const key of requiredKeys.filter((each) => !(each in this.#rule) && !meant.has(each))) {
      this.#fault([], `${this.#name} has no ${key}`, `its keys are ${ruleKeys.join(', ')}`);
    }
    const { severity, when: _when, ...texts } = this.#rule;
    for (const [key, value] of Object.entries(texts)) {
      if (!ruleKeys.includes(key) || typeof value === 'string') continue;
      this.#fault([key], `${key} of ${this.#name} is not text`);
    }
    if (severity === undefined || severity === 'error' || severity === 'warning') return;
    this.#fault(
      ['severity'],
      `the severity of ${this.#name} is ${JSON.stringify(severity)}; expected error or warning`,
      typeof severity === 'string'
        ? didYouMean(nearest(severity, ['error', 'warning']))
        : undefined,
    );
  }

  #checkCondition(): void {
    const { when } = this.#rule;
    if (when === undefined) return;
    if (!isMap(when)) {
      const hint = 'write {"answer": value}';
      this.#fault(['when'], `when of ${this.#name} is not a map of answers and values`, hint);
      return;
    }
    for (const [name, value] of Object.entries(when)) {
      const spec = this.#specs.get(name);
      if (!spec) this.#checkAnswer(name, ['when', name]);
      else if (!isPossible(spec.schema, value)) {
        this.#fault(
          ['when', name],
          `${this.#name} depends on ${name} being ${JSON.stringify(value)}, which it never is`,
          'write a value that the schema of that answer allows, such as true without quotes',
        );
      }
    }
  }

  #checkAnswer(name: unknown, pointer: Pointer): void {
    if (typeof name !== 'string' || this.#specs.has(name)) return;
    const meant = nearest(name, this.#specs.keys());
    const hint = meant === undefined ? 'declare it under properties' : didYouMean(meant);
    this.#fault(pointer, `${this.#name} names ${name}, which is not an answer`, hint);
  }

  #checkExpression(text: string, key: string): void {
    try {
      for (const name of parseExpression(text).names) {
        this.#checkAnswer(name, [key]);
        if (!this.#specs.get(name)?.secret) continue;
        this.#fault(
          [key],
          `${this.#name} would show the secret ${name}`,
          'remove it from the rule',
        );
      }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const hint = 'compare whole numbers, such as "quorum <= sentinels"';
      this.#fault([key], `${key} of ${this.#name} cannot be read: ${error.message}`, hint);
    }
  }
}

const didYouMean = (meant: string | undefined) => meant && `did you mean ${meant}?`;

function ruleOf(map: JsonMap): AnswerRule {
  const { rule, severity, at, when, check, message, hint } = map as Record<string, string>;
  return {
    rule: rule ?? '',
    severity: severity === 'warning' ? 'warning' : 'error',
    at: at ?? '',
    when: (isMap(when) ? when : {}) as Record<string, AnswerScalar>,
    check: check ?? '',
    message: message ?? '',
    ...(typeof hint === 'string' ? { hint } : {}),
  };
}

/** The usable `x-rules` of an answers schema, and every fault of the others. */
export function readRules(
  schema: JsonMap,
  specs: Specs,
  placeOf: (pointer: Pointer, part: 'key' | 'value') => Place,
): { readonly value: AnswerRule[]; readonly diagnostics: Diagnostic[] } {
  const written: unknown = schema['x-rules'] ?? [];
  const rules: AnswerRule[] = [];
  const found = new Map<string, Diagnostic>();
  const report = (pointer: Pointer, message: string, hint?: string) => {
    // The value of a key of a rule, or the key itself if it is unknown, or that of a condition.
    const isValue = pointer.length === 3 && ruleKeys.includes(String(pointer[2]));
    const part = isValue ? 'value' : 'key';
    found.set(`${JSON.stringify(pointer)} ${message}`, {
      code: 'schema-invalid',
      severity: 'error',
      message,
      at: placeOf(pointer, part),
      ...(hint === undefined ? {} : { hint }),
    });
  };
  if (!Array.isArray(written)) {
    report(['x-rules'], 'x-rules is not a list of rules', 'write "x-rules": [{"rule": …}]');
  }
  for (const [index, rule] of (Array.isArray(written) ? written : []).entries()) {
    const before = found.size;
    const at = ['x-rules', index] as const;
    if (!isMap(rule)) report(at, `rule ${index + 1} of x-rules is not a map`);
    else {
      const map = rule as JsonMap;
      new RuleReader(map, index, specs, (pointer, ...words) =>
        report([...at, ...pointer], ...words),
      ).check();
      if (found.size === before) rules.push(ruleOf(map));
    }
  }
  return { value: rules, diagnostics: [...found.values()] };
}
