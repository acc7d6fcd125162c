import { child } from '../../source/yaml-node.ts';
import type { CatalogQuestion } from '../../rancher/catalog-question.ts';
import { isInteger, isNumber } from '../question-types.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

function faultOf({ type, default: value }: CatalogQuestion): string | undefined {
  if (value === '') return undefined;
  if (type === 'int' && !isInteger(value)) return `"${value}" is not an integer`;
  if (type === 'float' && !isNumber(value)) return `"${value}" is not a number`;
  if (type === 'boolean' && value !== 'true' && value !== 'false') {
    return `"${value}" is read as false`;
  }
  return undefined;
}

export const defaultWrongType = versionRule({
  code: 'default-wrong-type',
  group: 'questions',
  severity: 'error',
  summary: 'the default of a question does not match its type',
  docs: `An int requires digits, a float a number. A boolean is true only for the text "true", so
a quoted "yes" or "True" means false. A number field shows nothing if the default is not a number,
but submits it anyway.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      const fault = faultOf(question);
      if (fault === undefined) continue;
      yield {
        at: blockSpot(facts, child(node, 'default')),
        message: `the default of ${question.variable} does not match type ${question.type}: ${fault}`,
      };
    }
  },
});
