import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const questionUnused = versionRule({
  code: 'question-unused',
  group: 'questions',
  severity: 'warning',
  summary: 'no file uses the answer to a question',
  docs: `Rancher asks the question, but the answer changes nothing. A variable is used as
\`\${NAME}\` or \`$NAME\` in a value, or as \`.Values.NAME\` in any branch of a Go template. Keys
and the catalog block are never interpolated.`,
  *check(facts) {
    if (facts.launch.verdict === 'not-launchable') return;
    for (const { question, node } of facts.questions) {
      const { variable } = question;
      if (variable === '' || facts.uses.isUsed(variable)) continue;
      yield {
        at: blockSpot(facts, node),
        message: `Rancher asks for ${variable}, but no file uses the answer`,
        hint: `use \${${variable}} in a value, or remove the question`,
      };
    }
  },
});
