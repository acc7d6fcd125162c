/** All versions of a major version, in the order of semantic versions. */
const semanticRange = (major: bigint) => `>=${major}.0.0-0 <${major + 1n}.0.0-0`;

/**
 * The versions from which Rancher can offer an upgrade to this one: a range of blang/semver, where
 * `-0` lets pre-releases in (catalog-service service/utils.go:187). The range limits the major version
 * only. Rancher itself requires the other version to be the earlier one, in its own order. In that
 * order 1.0.0-0 is later than 1.0.0, so that version is named on its own.
 */
export function upgradeRange(rule: string | undefined, version: string): string | undefined {
  if (rule === 'any') return undefined;
  if (rule !== undefined && rule !== 'same-major') return rule;
  const [, numbers] = /^v*(\d+)/.exec(version) ?? [];
  // Rancher reads other versions too, which have no major version.
  if (numbers === undefined) return undefined;
  const major = BigInt(numbers);
  return `${semanticRange(major)} || =${major}.0.0`;
}

// What earlier versions of this program wrote: it does not include 1.0.0.
const narrow = /^( {2}upgrade_from: ")>=(\d+)\.0\.0-0 <(\d+)\.0\.0-0"(\r?)$/m;

/** The version that the range of earlier versions of this program seems to name, and excludes. */
export function excludedByRange(rancherCompose: string): string | undefined {
  const major = narrow.exec(rancherCompose)?.[2];
  return major === undefined ? undefined : `${major}.0.0`;
}

/** A rancher-compose.yml with the range that earlier versions wrote replaced by the current one. */
export const withCurrentRange = (rancherCompose: string): string =>
  rancherCompose.replace(
    narrow,
    (_line, key: string, major: string, _next, end: string) =>
      `${key}${upgradeRange('same-major', `${major}.0.0`) ?? ''}"${end}`,
  );
