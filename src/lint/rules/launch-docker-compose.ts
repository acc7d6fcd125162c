import { refusalAt } from '../refusal-at.ts';
import { versionRule } from '../lint-rule.ts';

export const launchDockerCompose = versionRule({
  code: 'launch-docker-compose',
  group: 'compose',
  severity: 'error',
  summary: 'the launch is refused because of docker-compose.yml',
  docs: `The catalog lists the version without a look at docker-compose.yml; only the launch, with the
answers of a user who changes no default, finds this. The message has Rancher's own words.`,
  check: (facts) => refusalAt(facts, ['merge:docker-compose.yml']),
});
