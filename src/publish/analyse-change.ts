import { textAt, type FileTree } from '../model/file-tree.ts';
import { cause, sortCauses, type Cause } from './cause.ts';
import { readComposeFiles, type ComposeFiles } from './compose-files.ts';
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

/**
 * What changes from a released version to a new one, largest bump first. It reads their files only,
 * so it works for any entry, including third-party ones. Omit files that the program maintains.
 */
export function analyseChange(released: FileTree, fresh: FileTree): Cause[] {
  const [before, after] = [readComposeFiles(released), readComposeFiles(fresh)];
  const paths = [...new Set([...released.keys(), ...fresh.keys()])].sort();
  const others = paths
    .filter((path) => !compared.has(path) && textAt(released, path) !== textAt(fresh, path))
    .map((path) => {
      const word = released.has(path) ? (fresh.has(path) ? 'changed' : 'removed') : 'added';
      return cause('file-changed', path, `${path} ${word}`);
    });
  return sortCauses([
    ...questionCauses(before.questions, after.questions),
    ...serviceCauses(before, after),
    ...upgradeCauses(before, after),
    ...others,
  ]);
}
