import { refusalAt } from '../refusal-at.ts';
import { versionRule } from '../lint-rule.ts';

export const launchRancherCompose = versionRule({
  code: 'launch-rancher-compose',
  group: 'compose',
  severity: 'error',
  summary: 'the launch is refused because of rancher-compose.yml',
  docs: `The version is listed; the launch, with the answers of a user who changes no default, is
refused. The message has Rancher's own words.`,
  check: (facts) => refusalAt(facts, ['merge:rancher-compose.yml']),
});
