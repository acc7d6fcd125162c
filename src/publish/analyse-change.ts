import { textAt, type FileTree } from '../model/file-tree.ts';
import { cause, sortCauses, type Cause } from './cause.ts';
import { readComposeFiles } from './compose-files.ts';
import { questionCauses } from './question-causes.ts';
import { serviceCauses } from './service-causes.ts';

const compared = new Set(['docker-compose.yml', 'rancher-compose.yml']);

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
    ...others,
  ]);
}
