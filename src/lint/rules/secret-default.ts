import { child } from '../../source/yaml-node.ts';
import { isSecretName } from '../secret-name.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const secretDefault = versionRule({
  code: 'secret-default',
  group: 'questions',
  severity: 'warning',
  summary: 'a secret has a default that everybody can read',
  docs: `The default stands in the catalog, and is the secret of all who change nothing. Leave it
empty; a question of type password offers to make one up.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      const { type, variable, default: value } = question;
      const isHidden = type === 'password' || type === 'masked';
      const isText = type === 'string' || type === 'multiline' || type === '';
      if (value === '' || !(isHidden || (isText && isSecretName(variable)))) continue;
      yield {
        at: blockSpot(facts, child(node, 'default')),
        message: `everybody can read the default of ${variable} in the catalog`,
        hint: 'leave the default empty, and make the question required',
      };
    }
  },
});
