import { isLaterVersion } from '../../rancher/versions.ts';
import { blockKeySpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const rancherVersionRange = versionRule({
  code: 'rancher-version-range',
  group: 'index',
  severity: 'error',
  summary: 'minimum_rancher_version is above maximum_rancher_version',
  docs: `No Rancher version is within both limits, so the version is never offered.`,
  *check(facts) {
    const { minimumRancherVersion: low, maximumRancherVersion: high } = facts.version.block;
    if (low === '' || high === '' || !isLaterVersion(low, high)) return;
    yield {
      at: blockKeySpot(facts, 'minimum_rancher_version'),
      message: `no Rancher version is at least ${low} and at most ${high}`,
      hint: 'both limits are inclusive',
    };
  },
});
