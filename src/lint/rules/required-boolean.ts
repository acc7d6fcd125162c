import { child } from '../../source/yaml-node.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const requiredBoolean = versionRule({
  code: 'required-boolean',
  group: 'questions',
  severity: 'info',
  summary: 'required has no effect on a boolean',
  docs: `A boolean always has an answer, true or false, so Rancher ignores its \`required\`.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      if (question.type !== 'boolean' || !question.required) continue;
      yield {
        at: blockSpot(facts, child(node, 'required')),
        message: `${question.variable} is a boolean, which always has an answer, so required has no effect`,
        hint: 'remove required',
      };
    }
  },
});
