import type { Launch } from './launch.ts';

/** Launches with these answers in place of the first guesses. */
type Relaunch = (guesses: ReadonlyMap<string, string>) => Launch;

/** More would take too long; a version that needs them is reported as if the guesses were answers. */
const mostLaunches = 100;

const stages = ['merge:docker-compose.yml', 'merge:rancher-compose.yml', 'create'];

/** How far a launch came; of two that stop at the same stage, the one with fewer errors came further. */
function progress({ verdict, stage, error, apiErrors }: Launch): number {
  if (verdict === 'accepted') return 1e6 - apiErrors.length;
  return stages.indexOf(stage ?? '') * 1e4 - (error ?? '').split('\n').length;
}

const isDecided = ({ verdict, apiErrors }: Launch) =>
  verdict === 'accepted' && apiErrors.length === 0;

/**
 * A launch in place of `first` whose unknown answers Rancher accepts, if there are such answers: what is
 * refused only because of a guess is not an error of the version. One variable after the other gets the guess
 * with which the launch comes further.
 */
export function decideLaunch(
  first: Launch,
  unknown: ReadonlyMap<string, readonly string[]>,
  relaunch: Relaunch,
): Launch {
  let [best, left] = [first, mostLaunches];
  const chosen = new Map<string, string>();
  for (const [variable, guesses] of unknown) {
    for (const guess of guesses.slice(1)) {
      if (isDecided(best)) return best;
      if ((left -= 1) < 0) return first;
      const next = relaunch(new Map([...chosen, [variable, guess]]));
      const gain = progress(next) - progress(best);
      // Another error at the same stage: this one is about another variable.
      const isOther = gain === 0 && next.error !== best.error && !chosen.has(variable);
      if (gain <= 0 && !isOther) continue;
      best = next;
      chosen.set(variable, guess);
    }
  }
  return best.verdict === 'accepted' ? best : first;
}
