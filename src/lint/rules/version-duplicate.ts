import { blockKeySpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const versionDuplicate = versionRule({
  code: 'version-duplicate',
  group: 'index',
  severity: 'error',
  summary: 'two folders have the same version text, and only one is reachable',
  docs: `Rancher lists the versions of a template by their texts. If two folders have the same
text, only one of them is shown, and which one is undefined.`,
  *check(facts) {
    const { version, of } = facts;
    if (version.version === '') return;
    const first = of.template.versions.find((other) => other.version === version.version);
    if (!first || first === version || !of.template.versions.includes(version)) return;
    yield {
      at: blockKeySpot(facts, 'version'),
      message: `"${version.version}" is also the version of ${first.folder}; only one of the two is reachable`,
      hint: 'give each folder a unique version',
    };
  },
});
