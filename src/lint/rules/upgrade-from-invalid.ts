import { parseVersionRange } from '../../rancher/semver-range.ts';
import { blockKeySpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const upgradeFromInvalid = versionRule({
  code: 'upgrade-from-invalid',
  group: 'index',
  severity: 'error',
  summary: 'upgrade_from is not a range that Rancher can read',
  docs: `\`upgrade_from\` is a range of full semantic versions: \`>=1.0.0 <2.0.0 || 3.x\`. \`^\`,
\`~\` and commas are not supported. If the range cannot be read, the upgrade is silently offered to
no stack.`,
  *check(facts) {
    const { upgradeFrom } = facts.version.block;
    if (upgradeFrom === '' || parseVersionRange(upgradeFrom) !== undefined) return;
    yield {
      at: blockKeySpot(facts, 'upgrade_from'),
      message: `Rancher cannot read the range "${upgradeFrom}", so it offers this upgrade to no stack`,
      hint: 'use the form >=1.0.0 <2.0.0, with three numbers in each version',
    };
  },
});
