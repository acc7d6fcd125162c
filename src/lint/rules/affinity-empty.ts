import { isAsked } from '../label-problems.ts';
import { versionRule } from '../lint-rule.ts';

export const affinityEmpty = versionRule({
  code: 'affinity-empty',
  group: 'scheduling',
  severity: 'error',
  summary: 'a scheduling rule without a value has no effect',
  docs: `Rancher ignores a rule without a value. If the whole value is the answer to a question,
an empty answer is considered intentional and is not reported.`,
  *check({ services }) {
    for (const { raw, at, problems } of services.flatMap(({ labels }) => labels)) {
      if (isAsked(raw)) continue;
      for (const { fault, message } of problems) {
        if (fault === 'affinity-empty')
          yield { at, message, hint: 'remove the rule, or give it a value' };
      }
    }
  },
});
