import { child } from '../../source/yaml-node.ts';
import { exposedVariables } from '../exposed-variables.ts';
import { oneLine } from '../index-errors.ts';
import { trialOf } from '../choice-trial.ts';
import { launchWith } from '../launch-with.ts';
import { blockSpot, type AskedQuestion, type VersionFacts } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

/** Types without an empty answer: if nothing is chosen, the form sends no answer, or null. */
const neverEmpty = new Set(['boolean', 'service', 'certificate', 'secret']);

const canBeEmpty = ({ question }: AskedQuestion): boolean =>
  !question.required && !neverEmpty.has(question.type) && question.variable !== '';

/** Rancher's words if these variables have empty answers; undefined if the launch is accepted. */
const refusal = (facts: VersionFacts, variables: readonly string[]) =>
  trialOf(facts).outcome(new Map(variables.map((variable) => [variable, '']))).words;

/** Answers that a user could give. */
const samples = ({ question: { type, options } }: AskedQuestion): readonly string[] => {
  if (options.length > 0) return options.slice(0, 1);
  return type === 'int' || type === 'float' ? ['1'] : ['answer', '8080', 'true', '512m'];
};

/** Findings about a version whose launch is rejected: questions that are empty, and must not be. */
function* emptyDefaults(facts: VersionFacts, names: ReadonlySet<string>): Generator<AskedQuestion> {
  if (facts.launch.verdict !== 'rejected') return;
  for (const each of facts.questions) {
    const { variable } = each.question;
    if (!canBeEmpty(each) || facts.answers.get(variable) !== '' || !names.has(variable)) continue;
    const isAccepted = (answer: string) =>
      launchWith(facts, new Map([[variable, answer]])).verdict === 'accepted';
    if (samples(each).some(isAccepted)) yield each;
  }
}

export const emptyAnswer = versionRule({
  code: 'empty-answer',
  group: 'questions',
  severity: 'error',
  summary: 'an empty answer makes Rancher reject the launch',
  docs: `A question that is not \`required\` can be left empty, and then its default is not used
either. An empty string is not a number: \`scale\`, \`mem_limit\`, the port of a health check and
similar keys reject it, and so do command, entrypoint and image, with an error that does not name
the question. Make the question required, and give it a default.`,
  *check(facts) {
    const finding = ({ question, node }: AskedQuestion, words: string) => ({
      at: blockSpot(facts, child(node, 'variable')),
      message: `if ${question.variable} is left empty, ${words}`,
      hint: 'make the question required',
    });
    const { verdict, error } = facts.launch;
    if (verdict === 'rejected') {
      const words = `Rancher rejects the launch: ${oneLine(error ?? '')}`;
      for (const each of emptyDefaults(facts, exposedVariables(facts))) yield finding(each, words);
    }
    if (verdict !== 'accepted') return;
    const asked = facts.questions.filter(
      (each) => canBeEmpty(each) && facts.answers.get(each.question.variable) !== '',
    );
    if (asked.length === 0) return;
    const places = exposedVariables(facts);
    const names = asked.map(({ question }) => question.variable).filter((name) => places.has(name));
    // In nearly all entries, this one launch shows that no answer is a problem.
    if (names.length === 0 || refusal(facts, names) === undefined) return;
    for (const each of asked) {
      if (!places.has(each.question.variable)) continue;
      const words = refusal(facts, [each.question.variable]);
      if (words !== undefined) yield finding(each, words);
    }
  },
});
