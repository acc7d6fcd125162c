import { refusalAt } from '../refusal-at.ts';
import { versionRule } from '../lint-rule.ts';

export const launchQuestions = versionRule({
  code: 'launch-questions',
  group: 'compose',
  severity: 'error',
  summary: 'the launch is rejected because the questions cannot be read',
  docs: `The launcher reads the catalog block again, and more strictly than the catalog service:
the version is listed but cannot be launched.`,
  check: (facts) => refusalAt(facts, ['questions']),
});
