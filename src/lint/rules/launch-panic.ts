import { refusalAt } from '../refusal-at.ts';
import { versionRule } from '../lint-rule.ts';

export const launchPanic = versionRule({
  code: 'launch-panic',
  group: 'compose',
  severity: 'error',
  summary: 'the launch makes Rancher crash',
  docs: `The program that launches stacks exits with a panic. No error is reported, and the stack
never starts.`,
  check: (facts) => refusalAt(facts, ['panic']),
});
