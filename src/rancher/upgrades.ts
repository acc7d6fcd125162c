import { remember } from '../model/remember.ts';
import { parseVersion, parseVersionRange } from './semver-range.ts';
import { fitsRancher, isLaterVersion } from './versions.ts';

const rangeOf = remember((range) => parseVersionRange(range));
const semanticOf = remember((version) => parseVersion(version.replace(/^v+/, '')));

/** The fields of a version that determine its upgrades. */
export interface UpgradeFacts {
  readonly version: string;
  readonly minimumRancherVersion?: string | undefined;
  readonly maximumRancherVersion?: string | undefined;
  readonly upgradeFrom?: string | undefined;
}

/** Why no upgrade is offered. */
export type UpgradeRefusal =
  | 'not-later'
  | 'rancher-version'
  | 'range-invalid'
  | 'version-not-semantic'
  | 'not-in-range';

/**
 * Why Rancher does not offer `candidate` to a stack at `current`; undefined if it does
 * (catalog-service service/utils.go:187-202). A range or version that cannot be parsed silently hides
 * the upgrade. `rancherVersion` '' means any.
 */
export function upgradeRefusal(
  current: UpgradeFacts,
  candidate: UpgradeFacts,
  rancherVersion = '',
): UpgradeRefusal | undefined {
  if (!isLaterVersion(candidate.version, current.version)) return 'not-later';
  const { minimumRancherVersion = '', maximumRancherVersion = '', upgradeFrom = '' } = candidate;
  if (!fitsRancher(minimumRancherVersion, rancherVersion, maximumRancherVersion)) {
    return 'rancher-version';
  }
  if (upgradeFrom === '') return undefined;
  const version = semanticOf(current.version);
  if (version === undefined) return 'version-not-semantic';
  const range = rangeOf(upgradeFrom);
  if (range === undefined) return 'range-invalid';
  return range(version) ? undefined : 'not-in-range';
}

/** Whether Rancher offers the upgrade; see upgradeRefusal. */
export function upgradeOffered(
  current: UpgradeFacts,
  candidate: UpgradeFacts,
  rancherVersion = '',
): boolean {
  return upgradeRefusal(current, candidate, rancherVersion) === undefined;
}
