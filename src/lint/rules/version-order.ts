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
    const earlier = of.template.versions.filter(
      (other) => other.name.kind === 'revision' && other.name.revision < name.revision,
    );
    const others = earlier.filter((other) => other.version !== version.version);
    const isNoLater = others.every((other) => !isLaterVersion(version.version, other.version));
    const follows = previous.version !== '' && version.version.startsWith(`${previous.version}-`);
    const isLost = follows && !isLaterVersion(version.version, previous.version);
    if (others.length === 0 || !(isNoLater || isLost)) return;
    const from = isLost ? previous.version : 'any earlier revision';
    yield {
      at: blockKeySpot(facts, 'version'),
      message: `Rancher does not consider ${version.version} later than ${isLost ? previous.version : 'the versions before it'}, so it is not offered to stacks of ${from}`,
      hint: 'increase one of its numbers',
    };
  },
});
