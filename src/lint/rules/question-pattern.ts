import { child } from '../../source/yaml-node.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

function fault(pattern: string): string | undefined {
  try {
    RegExp(pattern);
    return undefined;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return words.slice(words.lastIndexOf(': ') + 2);
  }
}

export const questionPattern = versionRule({
  code: 'question-pattern',
  group: 'questions',
  severity: 'error',
  summary: 'valid_chars or invalid_chars is not a valid regular expression',
  docs: `Rancher 1.6 serves both without evaluating them. A client that evaluates them, such as
Rancher 2, fails on a pattern that does not compile.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      const patterns = [
        ['valid_chars', question.validChars],
        ['invalid_chars', question.invalidChars],
      ] as const;
      for (const [key, pattern] of patterns) {
        const words = fault(pattern);
        if (words === undefined) continue;
        yield {
          at: blockSpot(facts, child(node, key)),
          message: `${key} of ${question.variable} is not a valid regular expression: ${words.toLowerCase()}`,
        };
      }
    }
  },
});
