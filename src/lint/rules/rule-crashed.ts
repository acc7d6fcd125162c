import { ownRule } from '../lint-rule.ts';

export const ruleCrashed = ownRule({
  code: 'rule-crashed',
  group: 'lint',
  severity: 'error',
  summary: 'a rule crashed, so its check of a folder is missing',
  docs: `This is a bug in rancher-catalog. All other rules were run. The exit code is 2, because
the check is incomplete.`,
});
