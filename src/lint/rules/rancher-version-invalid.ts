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
  summary: 'minimum_rancher_version or maximum_rancher_version is not a Rancher version',
  docs: `Rancher versions have the form v1.6.0 or v1.6.0-rc1. Fewer numbers, such as 1.6, are compared
as they are and work as a minimum: every v1.6.N is later. Rancher compares any other text as well, part by part, and can then hide the version from servers that it is intended for, or offer it
to others.`,
  *check(facts) {
    for (const [key, field] of keys) {
      const text = facts.version.block[field];
      if (text === '' || /^v?\d+(?:\.\d+)*(?:-[\w.]+)*$/.test(text)) continue;
      yield {
        at: blockKeySpot(facts, key),
        message: `"${text}" is not a Rancher version`,
        hint: 'use the form v1.6.0',
      };
    }
  },
});
