import { child } from '../../source/yaml-node.ts';
import { parseInterpolation } from '../../rancher/launch/interpolator.ts';
import { launchVersion } from '../../rancher/launch/launch-version.ts';
import { scalars } from '../compose-file.ts';
import { oneLine } from '../index-errors.ts';
import { blockSpot, type AskedQuestion, type VersionFacts } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

const canBeEmpty = ({ question }: AskedQuestion): boolean =>
  !question.required && question.type !== 'boolean' && question.variable !== '';

/** Keys of a service that accept any string, including an empty one. */
const harmless = new Set(['environment', 'labels', 'image', 'command', 'entrypoint', 'hostname']);

/** Variables that are used where an empty string can cause an error. */
function exposed({ composeFiles, uses }: VersionFacts): ReadonlySet<string> {
  const names = new Set(uses.inTemplate.filter(({ printed }) => printed).map(({ name }) => name));
  for (const { raw, text } of composeFiles) {
    if (!text.includes('$')) continue;
    const parts = [raw?.services, raw?.containers, raw?.sections.volumes, raw?.sections.networks];
    for (const { node, keys } of parts.flatMap((part) => [...scalars(part)])) {
      if (node.type !== 'str' || !node.text.includes('$') || harmless.has(keys[1] ?? '')) continue;
      for (const part of parseInterpolation(node.text).parts) {
        if ('variable' in part) names.add(part.variable);
      }
    }
  }
  return names;
}

/** Rancher's error if these variables have empty answers; undefined if the launch is accepted. */
function refusal(facts: VersionFacts, variables: readonly string[]): string | undefined {
  const set = new Map(variables.map((variable) => [variable, '']));
  const { verdict, error } = launchVersion(facts.version.files, { read: facts.of.read, set });
  return verdict === 'accepted' ? undefined : (error ?? verdict);
}

export const emptyAnswer = versionRule({
  code: 'empty-answer',
  group: 'questions',
  severity: 'error',
  summary: 'an empty answer makes Rancher reject the launch',
  docs: `A question that is not \`required\` can be left empty, and then its default is not used
either. An empty string is not a number: \`scale\`, \`mem_limit\`, the port of a health check and
similar keys reject it, with an error that does not name the question. Make the question required,
and give it a default.`,
  *check(facts) {
    if (facts.launch.verdict !== 'accepted') return;
    const { answers } = facts.launch;
    const asked = facts.questions.filter(
      (each) => canBeEmpty(each) && answers.get(each.question.variable) !== '',
    );
    if (asked.length === 0) return;
    const places = exposed(facts);
    const names = asked.map(({ question }) => question.variable).filter((name) => places.has(name));
    // In nearly all entries, this one launch shows that no answer is a problem.
    if (names.length === 0 || refusal(facts, names) === undefined) return;
    for (const { question, node } of asked) {
      if (!places.has(question.variable)) continue;
      const error = refusal(facts, [question.variable]);
      if (error === undefined) continue;
      yield {
        at: blockSpot(facts, child(node, 'variable')),
        message: `if ${question.variable} is left empty, Rancher rejects the launch: ${oneLine(error)}`,
        hint: 'make the question required',
      };
    }
  },
});
