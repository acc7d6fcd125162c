import { refusalAt } from '../refusal-at.ts';
import { versionRule } from '../lint-rule.ts';

export const launchVariableMap = versionRule({
  code: 'launch-variable-map',
  group: 'compose',
  severity: 'error',
  summary: 'the launch is refused because rancher-compose.yml.tpl cannot be read for its questions',
  docs: `Before its Go template is run, rancher-compose.yml.tpl is read for the defaults of its
questions. It must be YAML with the template's actions in it: put them in comments.`,
  check: (facts) => refusalAt(facts, ['createVariableMap']),
});
