import { nearest } from '../../diagnostics/nearest.ts';
import { conditionOf, parseCondition } from '../charts/conditions.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { nameOf } from '../charts/questions.ts';
import { keysOf, valueAt } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

export const chartConditionUnknown = chartRule({
  code: 'chart-condition-unknown',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'a condition is about a value that does not exist',
  docs: `The variable of a \`show_if\` is neither asked nor in values.yaml, so it is never equal to anything: the question
is never shown. Names are case-sensitive and have no \`.Values\` before them.`,
  *check(chart) {
    const { values, questions } = chart;
    const asked = new Set(questions.map(({ variable }) => variable));
    for (const question of questions) {
      const parsed = parseCondition(conditionOf(question) ?? '=');
      for (const { variable, value } of parsed.comparisons ?? []) {
        if (variable === '' || value === '' || asked.has(variable)) continue;
        const keys = keysOf(variable);
        if (!keys || keys[0] === 'global' || valueAt(values, keys)) continue;
        const meant = nearest(variable, [...asked]);
        yield {
          at: questionSpot(chart, question, 'show_if'),
          message: `${variable} is neither a question nor in values.yaml, so ${nameOf(question)} is never shown`,
          hint:
            meant === undefined
              ? 'name a question, or a value of values.yaml'
              : `did you mean ${meant}?`,
        };
      }
    }
  },
});
