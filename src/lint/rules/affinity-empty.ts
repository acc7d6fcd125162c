import { isAsked } from '../label-problems.ts';
import { versionRule } from '../lint-rule.ts';

export const affinityEmpty = versionRule({
  code: 'affinity-empty',
  group: 'scheduling',
  severity: 'error',
  summary: 'a scheduling rule without a value has no effect',
  docs: `A rule with nothing in it is no rule. Where the whole value is the answer to a question, an
empty answer is taken for meant so.`,
  *check({ services }) {
    for (const { raw, at, problems } of services.flatMap(({ labels }) => labels)) {
      if (isAsked(raw)) continue;
      for (const { fault, message } of problems) {
        if (fault === 'affinity-empty')
          yield { at, message, hint: 'remove it, or name what it is about' };
      }
    }
  },
});
