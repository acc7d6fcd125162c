import { isGlobal } from '../affinity-facts.ts';
import { isAsked } from '../label-problems.ts';
import { sidekickNames } from '../service-list.ts';
import { otherTexts } from '../other-branches.ts';
import {
  rawField,
  serviceSpot,
  serviceText,
  type ServiceFacts,
  type VersionFacts,
} from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

const label = 'io.rancher.scheduler.global';

const countOf = (texts: readonly string[]) => texts.join('\n').split(label).length;

/** Whether an answer decides if a service is global: in the label, or by a template that leaves it out. */
function isGlobalAsked(facts: VersionFacts, { labels }: ServiceFacts): boolean {
  if (labels.some(({ key, raw }) => key === label && isAsked(raw))) return true;
  const count = countOf(facts.composeFiles.map(({ text }) => text));
  return [...otherTexts(facts)].some((texts) => countOf(texts) < count);
}

export const scaleIgnored = versionRule({
  code: 'scale-ignored',
  group: 'compose',
  severity: 'warning',
  summary: 'the scale of a service has no effect',
  docs: `A global service has one container on each host that matches, and a sidekick as many as the
service that it belongs to, whatever their scale is: remove it. A scale below one is read as one, also a
scale of 0 (executor rancher/service.go, getConfiguredScale).`,
  *check(facts) {
    const sidekicks = sidekickNames(facts);
    for (const service of facts.services) {
      const { name } = service;
      if (!facts.composeFiles.some((file) => rawField(file, name, 'scale'))) continue;
      // A scale of zero is not among the values of a service.
      const scale = Number(serviceText(service, 'scale') || '0');
      const reason =
        isGlobal(service) && !isGlobalAsked(facts, service)
          ? `${name} is global, so Rancher ignores its scale`
          : sidekicks.has(name)
            ? `${name} is a sidekick, so Rancher ignores its scale`
            : scale < 1
              ? `Rancher reads the scale ${scale} of ${name} as 1`
              : undefined;
      if (reason === undefined) continue;
      const hint = reason.endsWith('as 1') ? 'write a scale of 1 or more' : 'remove scale';
      yield { at: serviceSpot(facts, name, 'scale'), message: reason, hint };
    }
  },
});
