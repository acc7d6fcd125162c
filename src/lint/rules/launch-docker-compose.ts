import { refusalAt } from '../refusal-at.ts';
import { versionRule } from '../lint-rule.ts';

export const launchDockerCompose = versionRule({
  code: 'launch-docker-compose',
  group: 'compose',
  severity: 'error',
  summary: 'the launch is rejected because of docker-compose.yml',
  docs: `The catalog lists the version without reading docker-compose.yml, so only a launch finds
this error. The launch is checked with the default answers. The message is Rancher's own.`,
  check: (facts) => refusalAt(facts, ['merge:docker-compose.yml']),
});
