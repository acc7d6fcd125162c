import { blockKeySpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const versionDuplicate = versionRule({
  code: 'version-duplicate',
  group: 'index',
  severity: 'error',
  summary: 'two folders have the same version text, and only one can be reached',
  docs: `Rancher lists the versions of a template by their texts. Of two folders with one text only
one is shown, and which one is a matter of chance.`,
  *check(facts) {
    const { version, of } = facts;
    if (version.version === '') return;
    const same = of.template.versions.filter((other) => other.version === version.version);
    const [first] = same;
    if (same.length < 2 || !first || first === version) return;
    yield {
      at: blockKeySpot(facts, 'version'),
      message: `"${version.version}" is the version of ${first.folder} too; only one of the two can be reached`,
      hint: 'give each folder a version of its own',
    };
  },
});
