import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { specsOf } from '../../src/answers/answer-spec.ts';
import { checkRules } from '../../src/answers/check-rules.ts';
import { renderRules } from '../../src/chart/render-rules.ts';
import type { AnswerRule, AnswerScalar } from '../../src/model/answers.ts';
import { helm, helmMajors } from '../support/helm.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const names = ['first_port', 'replicas', 'quorum'] as const;

const schema = {
  properties: {
    first_port: { type: 'integer', title: 'A', description: 'A.', default: 1 },
    replicas: { type: 'integer', title: 'B', description: 'B.', default: 2 },
    quorum: {
      anyOf: [{ const: 'majority' }, { type: 'integer' }],
      title: 'C',
      description: 'C.',
      default: 'majority',
    },
    network: { type: 'string', title: 'D', description: 'D.', default: 'host' },
  },
};

const operand = fc.oneof(fc.constantFrom(...names), fc.nat(5).map(String));
const whole = fc.oneof(fc.constantFrom('first_port', 'replicas'), fc.nat(5).map(String));
const chosen = fc
  .tuple(fc.constantFrom('max', 'min'), whole, whole, operand)
  .map(([name, a, b, c]) => `${name}(${a}, ${b} + 1) * (${c} - 1)`);
const term = fc.oneof({ weight: 1, arbitrary: chosen }, { weight: 3, arbitrary: operation() });

function operation() {
  return fc
    .tuple(operand, fc.constantFrom('+', '-', '*', '/ 2', '% 3', ''), operand)
    .map(([a, operator, b]) =>
      operator === '' ? a : /\d/.test(operator) ? `${a} ${operator}` : `${a} ${operator} ${b}`,
    );
}

const rule: fc.Arbitrary<AnswerRule> = fc
  .record({
    left: term,
    comparison: fc.constantFrom('<=', '<', '>', '>=', '==', '!='),
    right: term,
    isConditional: fc.boolean(),
  })
  .map(({ left, comparison, right, isConditional }, index = 0) => ({
    rule: `rule-${String(index)}`,
    severity: 'error' as const,
    at: 'replicas',
    when: isConditional ? { network: 'host' } : {},
    check: `${left} ${comparison} ${right}`,
    message: `{${left}} "is" not ${comparison} {${right}}, 100%: quorum {quorum}`,
    hint: 'set replicas',
  }));

const values = fc.record({
  first_port: fc.constantFrom(0, 1, 2, 7, 3_600_000),
  replicas: fc.integer({ min: -3, max: 9 }),
  quorum: fc.constantFrom('majority', 1, 2, 5),
  network: fc.constantFrom('host', 'managed'),
});

/** What a chart of these rules fails with. */
function failure(major: 3 | 4, folder: string, given: Readonly<Record<string, AnswerScalar>>) {
  const { first_port: firstPort, ...others } = given;
  writeFileSync(join(folder, 'values.yaml'), JSON.stringify({ firstPort, ...others }));
  const { stderr } = helm(major, ['template', 'x', folder]);
  return /\n\n([^]*?)\n\nUse --debug/.exec(stderr)?.[1] ?? stderr;
}

test.each(helmMajors)('helm %i finds the broken rules that we find, in the same words', (major) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'templates'));
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: x\nversion: 1.0.0\n');
  const rules = fc.sample(rule, { numRuns: 40, seed: 4 });
  const source = { schema: { declared: specsOf(schema), rules, schema } };
  writeFileSync(join(folder, 'templates/answers.yaml'), renderRules(source) ?? '');
  for (const given of fc.sample(values, { numRuns: 12, seed: 5 })) {
    const broken = checkRules(rules, new Map(Object.entries(given)), () => undefined);
    const expected = broken.map(({ message, hint }) => `${message}\n  hint: ${hint ?? ''}`);
    expect(failure(major, folder, given)).toBe(expected.join('\n'));
  }
});
