import { refusalAt } from '../refusal-at.ts';
import { versionRule } from '../lint-rule.ts';

export const launchRancherCompose = versionRule({
  code: 'launch-rancher-compose',
  group: 'compose',
  severity: 'error',
  summary: 'the launch is rejected because of rancher-compose.yml',
  docs: `The version is listed, but its launch with the default answers is rejected. The message
is Rancher's own.`,
  check: (facts) => refusalAt(facts, ['merge:rancher-compose.yml']),
});
