import { child } from '../../source/yaml-node.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const questionLabelMissing = versionRule({
  code: 'question-label-missing',
  group: 'questions',
  severity: 'warning',
  summary: 'a question has no label',
  docs: `The form shows a field without a name, and the error " is required" if it is left empty.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      if (question.label !== '') continue;
      yield {
        at: blockSpot(facts, child(node, 'variable') ?? node),
        message: `${question.variable} has no label, so the form shows a field without a name`,
        hint: 'add a label',
      };
    }
  },
});
