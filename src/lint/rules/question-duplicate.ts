import { child } from '../../source/yaml-node.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const questionDuplicate = versionRule({
  code: 'question-duplicate',
  group: 'questions',
  severity: 'error',
  summary: 'two questions ask one variable',
  docs: `Rancher shows both, and both write to one answer: what was typed last counts, and the default
of the other is lost.`,
  *check(facts) {
    const seen = new Set<string>();
    for (const { question, node } of facts.questions) {
      const { variable } = question;
      if (variable !== '' && seen.has(variable)) {
        yield {
          at: blockSpot(facts, child(node, 'variable')),
          message: `${variable} is asked twice`,
          hint: 'remove one of the two questions',
        };
      }
      seen.add(variable);
    }
  },
});
