import type { Stage } from '../rancher/launch/launch.ts';
import { quotesHint } from '../rancher/launch/quotes-hint.ts';
import { oneLine } from './index-errors.ts';
import { versionHint } from './version-hint.ts';
import type { Found } from './found.ts';
import { serviceSpot, versionFile, type VersionFacts } from './version-facts.ts';

/** The refusal of a version's launch at one of these stages, as a finding. */
export function refusalAt(facts: VersionFacts, stages: readonly Stage[]): Found[] {
  const { stage, error, at, creation } = facts.launch;
  if (stage === null || !stages.includes(stage)) return [];
  const message = `Rancher ${stage === 'panic' ? 'crashes on' : 'rejects'} this: ${oneLine(error ?? '')}`;
  if (creation) return [{ at: serviceSpot(facts, creation.service, creation.key), message }];
  if (!at) return [{ at: { file: versionFile(facts) }, message }];
  const file = facts.composeFiles.find((each) => each.file === at.file);
  const hint = (file && versionHint(file)) ?? quotesHint(facts.launch);
  return [{ at, message, hint }];
}
