import { textAt, type FileTree } from '../model/file-tree.ts';
import { parseVersionRange } from '../rancher/semver-range.ts';
import { cause, sortCauses, type Cause } from './cause.ts';
import { defaultsOf, readComposeFiles, type ComposeFiles } from './compose-files.ts';
import { questionCauses } from './question-causes.ts';
import { serviceCauses } from './service-causes.ts';

const compared = new Set(['docker-compose.yml', 'rancher-compose.yml']);

const majorOf = (version: string) => version.split('.')[0];

/** A change of the range of upgrades that does not come from the version alone. */
function upgradeCauses(before: ComposeFiles, after: ComposeFiles): Cause[] {
  const isSame = before.upgradeFrom === after.upgradeFrom;
  if (isSame || majorOf(before.version) !== majorOf(after.version)) return [];
  const [old, fresh] = [before.upgradeFrom || 'any version', after.upgradeFrom || 'any version'];
  const message = `upgrades are offered from ${fresh}, in place of ${old}`;
  return [cause('upgrades-changed', 'upgrade_from', message)];
}

/** What Rancher offers stacks of the released version if the new one is a major release. */
function offerTo(before: ComposeFiles, after: ComposeFiles): string {
  const major = majorOf(before.version) ?? '';
  if (!/^\d+$/.test(major)) return '';
  // Before `release auto` the new version has the old number, whose range is of its major version.
  const isNext = majorOf(after.version) !== major;
  const range = isNext ? parseVersionRange(after.upgradeFrom) : undefined;
  const isOffered = after.upgradeFrom === '' || range?.(before.version) === true;
  return isOffered
    ? `, and stacks on ${major}.x are offered the upgrade`
    : `, and stacks on ${major}.x are offered later ${major}.x versions only`;
}

/**
 * What changes from a released version to a new one, largest bump first. It reads their files only,
 * so it works for any entry, including third-party ones. Omit files that the program maintains.
 */
export function analyseChange(released: FileTree, fresh: FileTree): Cause[] {
  const before = readComposeFiles(released);
  const after = readComposeFiles(fresh, defaultsOf(before.questions));
  const paths = [...new Set([...released.keys(), ...fresh.keys()])].sort();
  const others = paths
    .filter((path) => !compared.has(path) && textAt(released, path) !== textAt(fresh, path))
    .map((path) => {
      const word = released.has(path) ? (fresh.has(path) ? 'changed' : 'removed') : 'added';
      return cause('file-changed', path, `${path} ${word}`);
    });
  return sortCauses([
    ...questionCauses(before.questions, after.questions, offerTo(before, after)),
    ...serviceCauses(before, after),
    ...upgradeCauses(before, after),
    ...others,
  ]);
}
