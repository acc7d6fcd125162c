import { refusalAt } from '../refusal-at.ts';
import { versionRule } from '../lint-rule.ts';

export const launchVariableMap = versionRule({
  code: 'launch-variable-map',
  group: 'compose',
  severity: 'error',
  summary: 'the launch is rejected because the questions in rancher-compose.yml.tpl cannot be read',
  docs: `Rancher reads the defaults of the questions from rancher-compose.yml.tpl before it
executes the Go template. The file must be valid YAML including the template actions: put them in
comments.`,
  check: (facts) => refusalAt(facts, ['createVariableMap']),
});
