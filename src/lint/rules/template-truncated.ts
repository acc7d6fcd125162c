import { versionRule } from '../lint-rule.ts';

export const templateTruncated = versionRule({
  code: 'template-truncated',
  group: 'compose',
  severity: 'error',
  summary: 'a Go template fails while it runs, and the file ends there',
  docs: `Rancher swallows an error while a template runs: what comes after is cut off without a word,
and the stack is made of the rest.`,
  cause: true,
  *check({ composeFiles }) {
    for (const { file, launched } of composeFiles) {
      const { truncated, endless } = launched.rendered;
      if (!truncated && !endless) continue;
      yield {
        at: { file, offset: truncated?.offset ?? 0 },
        message: endless
          ? 'this Go template does not end'
          : `the Go template fails here, and Rancher drops the rest of the file: ${truncated?.message ?? ''}`,
      };
    }
  },
});
