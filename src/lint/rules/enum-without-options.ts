import { child } from '../../source/yaml-node.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const enumWithoutOptions = versionRule({
  code: 'enum-without-options',
  group: 'questions',
  severity: 'error',
  summary: 'a question of type enum has no options',
  docs: `Rancher shows an empty list. Add \`options\`, a list of strings.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      if (question.type !== 'enum' || question.options.length > 0) continue;
      yield {
        at: blockSpot(facts, child(node, 'type')),
        message: `${question.variable} is an enum without options`,
        hint: 'add options:, a list of strings',
      };
    }
  },
});
