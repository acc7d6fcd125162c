import { nearest } from '../../diagnostics/nearest.ts';
import { child } from '../../source/yaml-node.ts';
import { formTypes } from '../question-types.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const questionTypeUnknown = versionRule({
  code: 'question-type-unknown',
  group: 'questions',
  severity: 'warning',
  summary: 'a question has an unknown type, or no type',
  docs: `Rancher shows a text box with the text "unknown type". The types are string, multiline,
password, masked, int, float, date, boolean, enum, service, certificate and secret.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      const { type, variable } = question;
      if (formTypes.includes(type)) continue;
      const meant = nearest(type, formTypes) ?? synonyms[type];
      const known = `known: ${formTypes.join(', ')}`;
      yield {
        at: blockSpot(facts, child(node, 'type') ?? child(node, 'variable') ?? node),
        message: type === '' ? `${variable} has no type` : `unknown question type: ${type}`,
        hint: meant === undefined ? known : `did you mean ${meant}?`,
      };
    }
  },
});

const synonyms: Readonly<Record<string, string | undefined>> = {
  text: 'string',
  textarea: 'multiline',
  integer: 'int',
  number: 'int',
  bool: 'boolean',
  select: 'enum',
};
