import { child } from '../../source/yaml-node.ts';
import { fieldText } from '../../rancher/go-text.ts';
import { quoteFix } from '../quote-fix.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const optionTextChanged = versionRule({
  code: 'option-text-changed',
  group: 'questions',
  severity: 'error',
  summary: 'YAML changes the text of an option',
  docs: `Without quotes, \`[4.0, 3.2]\` offers "4" and "3.2", and \`[yes, no]\` offers "true" and
"false". Quote the options.`,
  fixable: true,
  *check(facts) {
    for (const { node } of facts.questions) {
      const options = child(node, 'options');
      for (const option of options?.kind === 'list' ? options.items : []) {
        if (option.kind !== 'scalar' || option.type === 'null') continue;
        const made = fieldText(option);
        if (made === option.text) continue;
        const at = blockSpot(facts, option);
        yield {
          at,
          message: `without quotes, ${option.text} becomes the option "${made}"`,
          hint: `write "${option.text}"`,
          fix: quoteFix(at.file, option),
        };
      }
    }
  },
});
