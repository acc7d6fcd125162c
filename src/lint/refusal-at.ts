import type { Stage } from '../rancher/launch/launch.ts';
import { oneLine } from './index-errors.ts';
import { versionHint } from './version-hint.ts';
import type { Found } from './found.ts';
import { versionFile, type VersionFacts } from './version-facts.ts';

/** The refusal of a version's launch at one of these stages, as a finding. */
export function refusalAt(facts: VersionFacts, stages: readonly Stage[]): Found[] {
  const { stage, error, at } = facts.launch;
  if (stage === null || !stages.includes(stage)) return [];
  const message = `Rancher ${stage === 'panic' ? 'crashes on' : 'rejects'} this: ${oneLine(error ?? '')}`;
  if (!at) return [{ at: { file: versionFile(facts) }, message }];
  const file = facts.composeFiles.find((each) => each.file === at.file);
  return [{ at, message, hint: file && versionHint(file) }];
}
