import type { IndexedVersion } from '../../rancher/indexed-template.ts';
import { isLaterSemantic } from '../../rancher/semver-order.ts';
import { parseVersionRange, parseVersion } from '../../rancher/semver-range.ts';
import { isLaterVersion } from '../../rancher/versions.ts';
import { blockKeySpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

/** Whether the range of a version includes a stable version for its author, and for Rancher. */
function reading({ block }: IndexedVersion, text: string) {
  const meant = parseVersionRange(block.upgradeFrom, isLaterSemantic)?.(text) ?? true;
  return { meant, read: parseVersionRange(block.upgradeFrom)?.(text) ?? block.upgradeFrom === '' };
}

export const upgradeFromMisread = versionRule({
  code: 'upgrade-from-misread',
  group: 'index',
  severity: 'error',
  summary: 'Rancher excludes a version that upgrade_from seems to include',
  docs: `Rancher compares the limits of \`upgrade_from\` by its own order, in which \`1.0.0-0\` is
*later* than \`1.0.0\`. So \`>=1.0.0-0 <2.0.0-0\` does not include 1.0.0, and its stacks are not
offered the upgrade. Name that version as well: \`>=1.0.0-0 <2.0.0-0 || =1.0.0\`. A released version
is immutable: release a higher one with the right range, which stacks on 1.0.0 are then offered. Only
the last version that excludes another one is reported.`,
  *check(facts) {
    const { version, of } = facts;
    if (version.block.upgradeFrom === '') return;
    const { versions } = of.template;
    const later = versions.filter((each) => isLaterVersion(each.version, version.version));
    const excluded = versions.flatMap((each) => {
      const text = parseVersion(each.version.replace(/^v+/, ''));
      // What the author of a range means by a pre-release is not certain.
      if (text === undefined || text.includes('-')) return [];
      if (!isLaterVersion(version.version, each.version)) return [];
      const { meant, read } = reading(version, text);
      const isRepaired = later.some((other) => reading(other, text).meant);
      return meant && !read && !isRepaired ? [text] : [];
    });
    if (excluded.length === 0) return;
    const list = excluded.slice(-4).join(', ');
    yield {
      at: blockKeySpot(facts, 'upgrade_from'),
      message: `Rancher does not offer this upgrade to stacks of ${list}, which ${version.block.upgradeFrom} seems to include`,
      hint: `name the version in a release: ${version.block.upgradeFrom}${excluded.map((text) => ` || =${text}`).join('')}`,
    };
  },
});
