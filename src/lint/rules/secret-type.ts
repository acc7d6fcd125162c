import { child } from '../../source/yaml-node.ts';
import { isSecretName } from '../secret-name.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const secretType = versionRule({
  code: 'secret-type',
  group: 'questions',
  severity: 'warning',
  summary: 'a secret is asked in a field that shows it',
  docs: `The name of the variable says that the answer is a secret, and its type shows what is typed.
\`type: password\` hides it and offers to make one up; \`type: secret\` lets people choose one of
Rancher's secrets.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      const { type, variable } = question;
      if (type !== 'string' || !isSecretName(variable)) continue;
      yield {
        at: blockSpot(facts, child(node, 'type')),
        message: `${variable} is a secret by its name, and type: string shows what is typed`,
        hint: 'write type: password',
      };
    }
  },
});
