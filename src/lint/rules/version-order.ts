import { isLaterVersion } from '../../rancher/versions.ts';
import { blockKeySpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const versionOrder = versionRule({
  code: 'version-order',
  group: 'index',
  severity: 'warning',
  summary: 'a later revision is never offered as an upgrade',
  docs: `Rancher offers an upgrade only to versions that it considers later. It compares number by
number. A word at the end makes a version earlier (1.0.0-rancher1 is before 1.0.0), a number makes
it later (1.0.0-2). A revision that no earlier one can be upgraded to is available only to new
stacks.`,
  *check(facts) {
    const { version, of, previous } = facts;
    const { name } = version;
    if (name.kind !== 'revision' || version.version === '' || !previous) return;
    let [isAlone, isNoLater] = [true, true];
    // The first comparison decides it for nearly all versions of a template of thousands.
    for (const { name: other, version: text } of of.template.versions) {
      if (other.kind !== 'revision' || other.revision >= name.revision) continue;
      if (text === version.version) continue;
      isAlone = false;
      if (!isLaterVersion(version.version, text)) continue;
      isNoLater = false;
      break;
    }
    const follows = previous.version !== '' && version.version.startsWith(`${previous.version}-`);
    const isLost = follows && !isLaterVersion(version.version, previous.version);
    if (isAlone || !(isNoLater || isLost)) return;
    const from = isLost ? previous.version : 'any earlier revision';
    yield {
      at: blockKeySpot(facts, 'version'),
      message: `Rancher does not consider ${version.version} later than ${isLost ? previous.version : 'the versions before it'}, so it is not offered to stacks of ${from}`,
      hint: 'increase one of its numbers',
    };
  },
});
