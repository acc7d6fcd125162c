import { nearest } from '../../diagnostics/nearest.ts';
import { child } from '../../source/yaml-node.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const defaultOutsideOptions = versionRule({
  code: 'default-outside-options',
  group: 'questions',
  severity: 'error',
  summary: 'the default of an enum is not one of its options',
  docs: `The form shows no selection, but submits the default anyway: a user who changes nothing
sends a value that is not among the options.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      const { type, options, default: value } = question;
      if (type !== 'enum' || value === '' || options.length === 0 || options.includes(value)) {
        continue;
      }
      const meant = nearest(value, options) ?? options[0] ?? '';
      yield {
        at: blockSpot(facts, child(node, 'default')),
        message: `the default "${value}" is submitted, but is not among the options`,
        hint: `one of the options is "${meant}"`,
      };
    }
  },
});
