import { child } from '../../source/yaml-node.ts';
import { isSecretName } from '../../model/is-secret-name.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const secretDefault = versionRule({
  code: 'secret-default',
  group: 'questions',
  severity: 'warning',
  summary: 'a secret has a default that is public in the catalog',
  docs: `The default is published in the catalog, and becomes the secret of every user who changes
nothing. Leave it empty. A question of type password offers to generate a secret.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      const { type, variable, default: value } = question;
      const isHidden = type === 'password' || type === 'masked';
      const isText = type === 'string' || type === 'multiline' || type === '';
      if (value === '' || !(isHidden || (isText && isSecretName(variable)))) continue;
      yield {
        at: blockSpot(facts, child(node, 'default')),
        message: `the default of the secret ${variable} is public in the catalog`,
        hint: 'remove the default, and make the question required',
      };
    }
  },
});
