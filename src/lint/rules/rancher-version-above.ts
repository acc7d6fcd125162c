import { isLaterVersion } from '../../rancher/versions.ts';
import { blockKeySpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const rancherVersionAbove = versionRule({
  code: 'rancher-version-above',
  group: 'index',
  severity: 'warning',
  summary: 'minimum_rancher_version is above the newest Rancher version that will read the catalog',
  docs: `No Rancher server in use offers the version. The newest one is v1.6.30, the last of the
1.6 releases, unless \`--max-rancher-version\` or the settings file sets another one.`,
  *check(facts) {
    const { maxRancherVersion } = facts.of.options;
    const { minimumRancherVersion } = facts.version.block;
    if (
      !/^v?\d/.test(minimumRancherVersion) ||
      !isLaterVersion(minimumRancherVersion, maxRancherVersion)
    ) {
      return;
    }
    yield {
      at: blockKeySpot(facts, 'minimum_rancher_version'),
      message: `this version requires Rancher ${minimumRancherVersion}, but the newest one is ${maxRancherVersion}`,
    };
  },
});
