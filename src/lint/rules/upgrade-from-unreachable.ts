import { parseVersionRange, parseVersion } from '../../rancher/semver-range.ts';
import { isLaterVersion } from '../../rancher/versions.ts';
import { blockKeySpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

const plain = (version: string) => version.replace(/^v+/, '');

/** Versions at and next to the limits of a range. If any version is in the range, one of these is. */
function probes(range: string): string[] {
  return [...range.matchAll(/(\d+)(?:\.(\d+|x))?(?:\.(\d+|x))?(-[\w.-]+)?/g)].flatMap((match) => {
    const [major = 0, minor = 0, patch = 0] = match.slice(1, 4).map((part) => Number(part) || 0);
    const text = `${major}.${minor}.${patch}`;
    const below = [
      patch > 0 ? `${major}.${minor}.${patch - 1}` : undefined,
      minor > 0 ? `${major}.${minor - 1}.99999` : undefined,
      major > 0 ? `${major - 1}.99999.99999` : undefined,
    ];
    const own = match[4] === undefined ? [] : [`${text}${match[4]}`];
    const beside = [text, `${text}-0`, `${text}-rc.1`, `${major}.${minor}.${patch + 1}`, ...own];
    return [...beside, ...below.filter((each) => each !== undefined)];
  });
}

export const upgradeFromUnreachable = versionRule({
  code: 'upgrade-from-unreachable',
  group: 'index',
  severity: 'warning',
  summary: 'upgrade_from matches no version that could be upgraded',
  docs: `Rancher offers an upgrade only to a later version. With \`upgrade_from\`, the current
version must also be a full semantic version within the range. Here no earlier version can be in the
range, or the existing ones are not semantic versions, so the upgrade is never offered.`,
  *check(facts) {
    const { version, of } = facts;
    const range = parseVersionRange(version.block.upgradeFrom);
    if (version.block.upgradeFrom === '' || range === undefined) return;
    const includes = (text: string) => {
      const parsed = parseVersion(plain(text));
      return parsed !== undefined && range(parsed);
    };
    const earlier = of.template.versions.filter((each) =>
      isLaterVersion(version.version, each.version),
    );
    if (earlier.some((each) => includes(each.version))) return;
    const unread = earlier.filter((each) => parseVersion(plain(each.version)) === undefined);
    const isImpossible = !['0.0.0', ...probes(version.block.upgradeFrom)].some(
      (text) => isLaterVersion(version.version, text) && includes(text),
    );
    if (!isImpossible && (unread.length === 0 || unread.length < earlier.length)) return;
    yield {
      at: blockKeySpot(facts, 'upgrade_from'),
      message: isImpossible
        ? `no version before ${version.version} is in the range ${version.block.upgradeFrom}`
        : `${unread[0]?.version ?? ''} is not a full semantic version, so it is in no range`,
      hint: 'Rancher offers this upgrade to no stack; change the range',
    };
  },
});
