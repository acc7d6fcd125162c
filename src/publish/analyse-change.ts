import { textAt, type FileTree } from '../model/file-tree.ts';
import { cause, sortCauses, type Cause } from './cause.ts';
import { readComposeFiles } from './compose-files.ts';
import { questionCauses } from './question-causes.ts';
import { serviceCauses } from './service-causes.ts';

const compared = new Set(['docker-compose.yml', 'rancher-compose.yml']);

/**
 * What changes from a released version to a new one, the gravest first; from their files alone, so
 * of any entry, whoever made it. Files that are kept by the program itself are to be left out.
 */
export function analyseChange(released: FileTree, fresh: FileTree): Cause[] {
  const [before, after] = [readComposeFiles(released), readComposeFiles(fresh)];
  const paths = [...new Set([...released.keys(), ...fresh.keys()])].sort();
  const others = paths
    .filter((path) => !compared.has(path) && textAt(released, path) !== textAt(fresh, path))
    .map((path) => {
      const word = released.has(path) ? (fresh.has(path) ? 'has changed' : 'is gone') : 'is new';
      return cause('file-changed', path, `${path} ${word}`);
    });
  return sortCauses([
    ...questionCauses(before.questions, after.questions),
    ...serviceCauses(before, after),
    ...others,
  ]);
}
