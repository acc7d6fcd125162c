import type { Launch } from '../rancher/launch/launch.ts';
import { launchVersion } from '../rancher/launch/launch-version.ts';
import { oneLine } from './index-errors.ts';
import { placeOfSpot } from './place-of-spot.ts';
import type { VersionFacts } from './version-facts.ts';

/** Launches a version with some answers other than those of a user who changes nothing. */
export const launchWith = (facts: VersionFacts, set: ReadonlyMap<string, string>): Launch =>
  launchVersion(facts.version.files, { read: facts.of.read, set });

/**
 * Why Rancher refuses a launch with these answers, with its words and their place; undefined if it
 * accepts the launch. Errors of the API that the default answers have as well do not count.
 */
export function refusalWith(
  facts: VersionFacts,
  set: ReadonlyMap<string, string>,
): string | undefined {
  const { verdict, error, at, apiErrors } = launchWith(facts, set);
  if (verdict === 'rejected' || verdict === 'panic') {
    const words = oneLine(error ?? verdict);
    const { file = '', line = 1 } = at ? placeOfSpot(at) : {};
    const name = file.slice(file.lastIndexOf('/') + 1);
    return `Rancher ${verdict === 'panic' ? 'crashes on' : 'rejects'} the launch${at ? ` at ${name}:${line}` : ''}: ${words}`;
  }
  const known = new Set(facts.launch.apiErrors.map((each) => JSON.stringify(each)));
  const added = apiErrors.find((each) => !known.has(JSON.stringify(each)));
  return added && `Rancher's API rejects ${added.service}: ${added.message}`;
}
