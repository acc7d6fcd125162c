import { nearest } from '../../diagnostics/nearest.ts';
import { questionKeys } from '../../rancher/catalog-question.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const questionKeyIgnored = versionRule({
  code: 'question-key-ignored',
  group: 'questions',
  severity: 'warning',
  summary: 'Rancher does not read this key of a question',
  docs: `An unknown key is silently ignored, such as a misspelled key (\`requried\`) or a key of
Rancher 2.x (\`show_if\`, \`subquestions\`).`,
  *check(facts) {
    for (const { node } of facts.questions) {
      if (node.kind !== 'map') continue;
      for (const [name, { key }] of node.entries) {
        if (questionKeys.includes(name)) continue;
        const meant = nearest(name, questionKeys);
        yield {
          at: blockSpot(facts, key),
          message: `Rancher 1.6 ignores ${key.kind === 'scalar' ? key.text : 'this key'} in a question`,
          hint: meant === undefined ? undefined : `did you mean ${meant}?`,
        };
      }
    }
  },
});
