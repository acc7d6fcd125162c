import { listWords } from '../diagnostics/list-words.ts';
import type { LossSet } from './loss-sets.ts';
import type { Problem } from './problem.ts';
import type { AlikeHosts } from './stack-plan.ts';
import { nameList } from './words.ts';

/** The hosts of a set of losses. */
export const lostHosts = (problem: Problem, set: LossSet): AlikeHosts[] =>
  set.map(({ types, lost }) => ({
    names: types.flatMap((type) => problem.types[type]?.hosts ?? []).map(({ name }) => name),
    lost,
  }));

/** "db-1", "one of db-1, db-2", "2 of db-1, db-2, db-3 and one of web-1, web-2". */
export function lossWords(problem: Problem, set: LossSet): string {
  return listWords(
    lostHosts(problem, set).map(({ names, lost }) => {
      if (lost === names.length) return nameList(names);
      return `${lost === 1 ? 'one' : lost} of ${nameList(names)}`;
    }),
  );
}
