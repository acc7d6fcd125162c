import { child } from '../../source/yaml-node.ts';
import { quoteFix } from '../quote-fix.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const defaultTextChanged = versionRule({
  code: 'default-text-changed',
  group: 'questions',
  severity: 'error',
  summary: 'YAML changes the text of a default',
  docs: `Without quotes, 010 is the number 8, 1.10 is 1.1, 0x1F is 31, 1_000 is 1000, and yes, on
and y are true. Quote such a default.`,
  fixable: true,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      const written = child(node, 'default');
      if (written?.kind !== 'scalar' || written.type === 'null') continue;
      const { text } = written;
      if (text === question.default) continue;
      // yes means true, which is a valid default of a boolean.
      if (question.type === 'boolean' && written.type === 'bool') continue;
      const at = blockSpot(facts, written);
      yield {
        at,
        message: `without quotes, ${text} becomes "${question.default}"`,
        hint: `write "${text}"`,
        fix: quoteFix(at.file, written),
      };
    }
  },
});
