import { choiceNode, pairLimit, refusedChoices, type Choice } from '../choices.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

const shown = ({ asked, value }: Choice) => `${asked.question.variable} is "${value}"`;

export const choiceRejected = versionRule({
  code: 'choice-rejected',
  group: 'questions',
  severity: 'error',
  summary: 'an answer that the form offers makes Rancher refuse the launch',
  docs: `Every option of an enum question, and both answers of a boolean one, must launch. lint
launches the version with each of them, and the newest version and the default one also with
each pair of answers to two questions, up to ${pairLimit} pairs. Often a template leaves out a service in docker-compose.yml, and its part of
rancher-compose.yml stays (rancher#8781). Write the same condition in both files:
\`#{{- if eq .Values.NAME "true" }}\` and \`#{{- end }}\` are comments for the catalog service.`,
  *check(facts) {
    for (const { choices, words } of refusedChoices(facts).refused) {
      const [first, second] = choices;
      if (!first) continue;
      const condition = [first, ...(second ? [second] : [])].map(shown).join(' and ');
      yield {
        at: blockSpot(facts, choiceNode(second ?? first)),
        message: `if ${condition}, ${words}`,
      };
    }
  },
});
