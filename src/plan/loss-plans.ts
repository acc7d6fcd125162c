import type { Analysis } from './analyse.ts';
import type { ServiceFinding } from './findings.ts';
import { lostHosts } from './loss-words.ts';
import type { SurvivalPromise } from './plan-options.ts';
import type { Left } from './promise-plan.ts';
import type { LossPlan } from './stack-plan.ts';

/** What each set of losses costs at most. */
export const lossPlans = (
  { problem, losses }: Analysis,
  findings: readonly ServiceFinding[],
  promises: readonly (readonly [SurvivalPromise, readonly Left[]])[],
): LossPlan[] =>
  losses.flatMap((set, at): LossPlan[] => {
    // Without losses: the first one.
    if (set.length === 0) return [];
    return [
      {
        hosts: lostHosts(problem, set),
        services: findings.flatMap(({ name, wanted, placed, lost }) =>
          (lost[at] ?? 0) > 0
            ? [{ name, lost: lost[at] ?? 0, of: Math.max(wanted, placed.most) }]
            : [],
        ),
        breaks: promises.flatMap(([{ name, atLeast }, left]) =>
          (left[at]?.high ?? 0) < atLeast ? [name] : [],
        ),
        exact: findings.every(({ isExact }) => isExact),
      },
    ];
  });
