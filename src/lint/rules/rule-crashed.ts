import { ownRule } from '../lint-rule.ts';

export const ruleCrashed = ownRule({
  code: 'rule-crashed',
  group: 'lint',
  severity: 'error',
  summary: 'a rule crashed, and says nothing of a folder',
  docs: `This is a bug in rancher-catalog. All other rules have run; the exit code is 2, for one could
not look.`,
});
