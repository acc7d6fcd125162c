import { parseVersionRange } from '../../rancher/semver-range.ts';
import { blockKeySpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const upgradeFromInvalid = versionRule({
  code: 'upgrade-from-invalid',
  group: 'index',
  severity: 'error',
  summary: 'upgrade_from is no range that Rancher can read',
  docs: `\`upgrade_from\` is a range of full semantic versions: \`>=1.0.0 <2.0.0 || 3.x\`. There is no
\`^\`, no \`~\` and no comma. A range that cannot be read hides the upgrade from everybody, without a
word.`,
  *check(facts) {
    const { upgradeFrom } = facts.version.block;
    if (upgradeFrom === '' || parseVersionRange(upgradeFrom) !== undefined) return;
    yield {
      at: blockKeySpot(facts, 'upgrade_from'),
      message: `"${upgradeFrom}" is no range to Rancher, so it offers this upgrade to nobody`,
      hint: 'write it as >=1.0.0 <2.0.0, with three numbers each',
    };
  },
});
