import { refusalAt } from '../refusal-at.ts';
import { versionRule } from '../lint-rule.ts';

export const launchPanic = versionRule({
  code: 'launch-panic',
  group: 'compose',
  severity: 'error',
  summary: 'the launch makes Rancher crash',
  docs: `The program that launches stacks ends with a panic. Nobody is told anything, and the stack
never starts.`,
  check: (facts) => refusalAt(facts, ['panic']),
});
