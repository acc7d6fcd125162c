import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const questionVariableMissing = versionRule({
  code: 'question-variable-missing',
  group: 'questions',
  severity: 'error',
  summary: 'a question has no variable',
  docs: `Rancher asks the question and stores the answer under an empty name, where nothing uses
it.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      if (question.variable !== '') continue;
      yield {
        at: blockSpot(facts, node),
        message: 'this question has no variable, so its answer is lost',
        hint: 'add variable: NAME',
      };
    }
  },
});
