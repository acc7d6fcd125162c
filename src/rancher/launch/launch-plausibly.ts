import { plausibleAnswers } from './form-answers.ts';
import type { Launch } from './launch.ts';
import { launchVersion, type LaunchOptions, type VersionFiles } from './launch-version.ts';

/**
 * The first launch that Rancher accepts, with answers that users could give; often it needs one that has no default. If
 * it accepts none, that of a user who changes nothing.
 */
export function launchPlausibly(
  files: VersionFiles,
  options: Pick<LaunchOptions, 'read'> = {},
): Launch {
  const first = launchVersion(files, options);
  if (first.verdict === 'accepted') return first;
  for (const answers of plausibleAnswers(first.block?.questions ?? [])) {
    const launch = launchVersion(files, { ...options, answers });
    if (launch.verdict === 'accepted') return launch;
  }
  return first;
}
