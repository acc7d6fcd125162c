import { child } from '../../source/yaml-node.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const questionDuplicate = versionRule({
  code: 'question-duplicate',
  group: 'questions',
  severity: 'error',
  summary: 'two questions have the same variable',
  docs: `Rancher shows both questions, and both set the same answer: the last input wins, and the
default of the other question is lost.`,
  *check(facts) {
    const seen = new Set<string>();
    for (const { question, node } of facts.questions) {
      const { variable } = question;
      if (variable !== '' && seen.has(variable)) {
        yield {
          at: blockSpot(facts, child(node, 'variable')),
          message: `duplicate question for ${variable}`,
          hint: 'remove one of the two questions',
        };
      }
      seen.add(variable);
    }
  },
});
