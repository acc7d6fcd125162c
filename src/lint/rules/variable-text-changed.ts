import { child } from '../../source/yaml-node.ts';
import { quoteFix } from '../quote-fix.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const variableTextChanged = versionRule({
  code: 'variable-text-changed',
  group: 'questions',
  severity: 'error',
  summary: 'YAML changes the text of a variable name',
  docs: `Without quotes, the variables N, Y, NO and ON are named "false" and "true", so the answer
is stored under a name that nothing uses.`,
  fixable: true,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      const written = child(node, 'variable');
      if (written?.kind !== 'scalar' || written.text === question.variable) continue;
      const at = blockSpot(facts, written);
      yield {
        at,
        message: `without quotes, the variable ${written.text} is named "${question.variable}"`,
        hint: `write "${written.text}"`,
        fix: quoteFix(at.file, written),
      };
    }
  },
});
