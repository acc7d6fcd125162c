import { isLaterVersion } from '../../rancher/versions.ts';
import { blockKeySpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const rancherVersionRange = versionRule({
  code: 'rancher-version-range',
  group: 'index',
  severity: 'error',
  summary: 'minimum_rancher_version is above maximum_rancher_version',
  docs: `No Rancher lies between the two bounds, so the version is offered by none.`,
  *check(facts) {
    const { minimumRancherVersion: low, maximumRancherVersion: high } = facts.version.block;
    if (low === '' || high === '' || !isLaterVersion(low, high)) return;
    yield {
      at: blockKeySpot(facts, 'minimum_rancher_version'),
      message: `no Rancher is at least ${low} and at most ${high}`,
      hint: 'both bounds are included',
    };
  },
});
