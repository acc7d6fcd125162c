import { child } from '../../source/yaml-node.ts';
import { fieldText } from '../../rancher/go-text.ts';
import { isAnswered, partSpot } from '../written-part.ts';
import { secretReason } from '../secret-value.ts';
import { versionRule } from '../lint-rule.ts';

export const secretInEnvironment = versionRule({
  code: 'secret-in-environment',
  group: 'security',
  severity: 'warning',
  summary: 'a secret is written in a compose file',
  docs: `Everybody who can read the catalog knows the secret, and every stack that is launched from it
has the same. Ask for it: a question of the type \`password\`, and \`\${NAME}\` in the file. lint
recognizes secrets by the name of their variable, the form of known tokens, and texts that look random.`,
  *check(facts) {
    const answers = new Set(facts.answers.values());
    for (const { name, node } of facts.services) {
      const list = child(node, 'environment');
      for (const item of list?.kind === 'list' ? list.items : []) {
        const text = fieldText(item);
        const sign = text.indexOf('=');
        const [key, value] = [text.slice(0, sign), text.slice(sign + 1)];
        const reason = sign > 0 ? secretReason(key, value) : undefined;
        // A template can have put an answer there.
        if (reason === undefined || answers.has(value)) continue;
        if (isAnswered(facts, name, 'environment', item)) continue;
        yield {
          at: partSpot(facts, name, 'environment', item),
          message: `${key} of ${name} has ${reason} as its value, which all stacks share`,
          hint: `ask for it: \${${key}}, with a question of the type password`,
        };
      }
    }
  },
});
