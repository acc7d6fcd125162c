import { listWords } from '../../diagnostics/list-words.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const affinityUnsatisfiable = versionRule({
  code: 'affinity-unsatisfiable',
  group: 'scheduling',
  severity: 'error',
  summary: 'no placement has hosts for all containers',
  docs: `With the default answers, there are containers that get no host, whatever the order in which
Rancher places them: hard rules or a port keep more containers apart than there are hosts, or no host fits a
rule, a port or a reservation. Rancher retries them forever, and the service never becomes active. Make the rule soft,
or lower the scale.

The rule needs \`--hosts\`, or \`hosts\` in the settings: a number, with which all hosts are taken to have what rules
want, or a file of hosts. [placement.md](placement.md) describes the file, and \`plan\`, which reports more.`,
  *check(facts) {
    const { findUnplaceable } = facts.of.options;
    if (findUnplaceable === undefined || facts.launch.verdict !== 'accepted') return;
    for (const found of findUnplaceable(facts.launch, facts.of.template.folderName)) {
      const { services, words, hint } = found;
      const [first = ''] = services;
      yield {
        at: serviceSpot(facts, first, 'scale'),
        message: `${listWords(services)} never ${services.length === 1 ? 'gets' : 'get'} hosts for all containers: ${words}`,
        ...(hint === undefined ? {} : { hint }),
      };
    }
  },
});
