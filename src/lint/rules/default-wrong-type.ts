import { child } from '../../source/yaml-node.ts';
import type { CatalogQuestion } from '../../rancher/catalog-question.ts';
import { isInteger, isNumber } from '../question-types.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

function faultOf({ type, default: value }: CatalogQuestion): string | undefined {
  if (value === '') return undefined;
  if (type === 'int' && !isInteger(value)) return `"${value}" is no whole number`;
  if (type === 'float' && !isNumber(value)) return `"${value}" is no number`;
  if (type === 'boolean' && value !== 'true' && value !== 'false') {
    return `"${value}" is taken for false`;
  }
  return undefined;
}

export const defaultWrongType = versionRule({
  code: 'default-wrong-type',
  group: 'questions',
  severity: 'error',
  summary: 'the default of a question is not of its type',
  docs: `An int wants digits, a float a number; a boolean is true for the text "true" alone, so that a
quoted "yes" or "True" means false. A number field shows nothing for a default that is no number, and
sends it all the same.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      const fault = faultOf(question);
      if (fault === undefined) continue;
      yield {
        at: blockSpot(facts, child(node, 'default')),
        message: `the default of ${question.variable}, of type ${question.type}: ${fault}`,
      };
    }
  },
});
