import { blockKeySpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

const keys = [
  ['minimum_rancher_version', 'minimumRancherVersion'],
  ['maximum_rancher_version', 'maximumRancherVersion'],
] as const;

export const rancherVersionInvalid = versionRule({
  code: 'rancher-version-invalid',
  group: 'index',
  severity: 'error',
  summary: 'minimum_rancher_version or maximum_rancher_version is no version of Rancher',
  docs: `Versions of Rancher are written v1.6.0 or v1.6.0-rc1. Any other text is compared all the
same, piece by piece, and hides the version from Ranchers it was meant for, or shows it to others.`,
  *check(facts) {
    for (const [key, field] of keys) {
      const text = facts.version.block[field];
      if (text === '' || /^v?\d+\.\d+(?:\.\d+)?(?:-[\w.]+)*$/.test(text)) continue;
      yield {
        at: blockKeySpot(facts, key),
        message: `"${text}" is no version of Rancher`,
        hint: 'write it as v1.6.0',
      };
    }
  },
});
