import { child } from '../../source/yaml-node.ts';
import { isSecretName } from '../../model/is-secret-name.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const secretType = versionRule({
  code: 'secret-type',
  group: 'questions',
  severity: 'warning',
  summary: 'a secret is entered in a field that shows it',
  docs: `The name of the variable indicates a secret, but a field of this type shows what is
typed. \`type: password\` hides the input and offers to generate a secret; \`type: secret\` lets
users select one of Rancher's secrets.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      const { type, variable } = question;
      if (type !== 'string' || !isSecretName(variable)) continue;
      yield {
        at: blockSpot(facts, child(node, 'type')),
        message: `${variable} looks like a secret, but type: string shows what is typed`,
        hint: 'use type: password',
      };
    }
  },
});
