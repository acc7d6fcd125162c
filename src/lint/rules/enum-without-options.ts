import { child } from '../../source/yaml-node.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const enumWithoutOptions = versionRule({
  code: 'enum-without-options',
  group: 'questions',
  severity: 'error',
  summary: 'a question of type enum has no options',
  docs: `Rancher shows a list with nothing in it to choose. Give it \`options\`, a list of texts.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      if (question.type !== 'enum' || question.options.length > 0) continue;
      yield {
        at: blockSpot(facts, child(node, 'type')),
        message: `${question.variable} is an enum without options: there is nothing to choose`,
        hint: 'add options:, a list of texts',
      };
    }
  },
});
