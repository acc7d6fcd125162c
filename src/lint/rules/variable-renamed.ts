import { nearest } from '../../diagnostics/nearest.ts';
import { child } from '../../source/yaml-node.ts';
import type { CatalogQuestion } from '../../rancher/catalog-question.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

/** The question that most likely replaced an earlier one. */
function successor(
  lost: CatalogQuestion,
  fresh: readonly CatalogQuestion[],
): CatalogQuestion | undefined {
  const same = fresh.find(
    (question) =>
      question.label !== '' && question.label === lost.label && question.type === lost.type,
  );
  if (same) return same;
  const names = fresh.filter(({ type }) => type === lost.type).map(({ variable }) => variable);
  const name = nearest(lost.variable, names);
  return fresh.find(({ variable }) => variable === name);
}

export const variableRenamed = versionRule({
  code: 'variable-renamed',
  group: 'questions',
  severity: 'warning',
  summary: 'a variable was renamed since the previous revision, so its answer is lost',
  docs: `For an upgrade, Rancher fills the form with the answers of the stack, by variable name.
The answer to a renamed variable is lost, and the default is used instead. Keep the old name.`,
  *check(facts) {
    if (!facts.previous) return;
    const before = facts.previous.block.questions;
    const names = new Set(before.map(({ variable }) => variable));
    const fresh = facts.questions.map(({ question }) => question);
    const added = fresh.filter(({ variable }) => !names.has(variable));
    const kept = new Set(fresh.map(({ variable }) => variable));
    for (const lost of before) {
      if (kept.has(lost.variable)) continue;
      const now = successor(lost, added);
      const asked = facts.questions.find(({ question }) => question === now);
      if (!now || !asked) continue;
      yield {
        at: blockSpot(facts, child(asked.node, 'variable')),
        message: `${now.variable} was ${lost.variable} in ${facts.previous.version}, so an upgrade loses its answer`,
        hint: `keep the name ${lost.variable}`,
      };
    }
  },
});
