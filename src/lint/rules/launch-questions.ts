import { refusalAt } from '../refusal-at.ts';
import { versionRule } from '../lint-rule.ts';

export const launchQuestions = versionRule({
  code: 'launch-questions',
  group: 'compose',
  severity: 'error',
  summary: 'the launch is refused because the questions cannot be read',
  docs: `The program that launches a stack reads the catalog block once more, more strictly than the
catalog service: the version is listed, and cannot be launched.`,
  check: (facts) => refusalAt(facts, ['questions']),
});
