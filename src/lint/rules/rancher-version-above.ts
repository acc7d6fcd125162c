import { isLaterVersion } from '../../rancher/versions.ts';
import { blockKeySpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const rancherVersionAbove = versionRule({
  code: 'rancher-version-above',
  group: 'index',
  severity: 'warning',
  summary: 'minimum_rancher_version is above the newest Rancher that will read the catalog',
  docs: `No Rancher in use offers the version. The newest one is v1.6.30, the last of its line, unless
\`--max-rancher-version\` or the settings file names another.`,
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
      message: `this needs Rancher ${minimumRancherVersion}; the newest there is is ${maxRancherVersion}`,
    };
  },
});
