import { versionRule } from '../lint-rule.ts';

export const templateTruncated = versionRule({
  code: 'template-truncated',
  group: 'compose',
  severity: 'error',
  summary: 'a Go template fails during execution, and the rest of the file is lost',
  docs: `Rancher ignores an error that occurs while a template is executed: the rest of the output
is silently dropped, and the stack is created from what remains.`,
  cause: true,
  *check({ composeFiles }) {
    for (const { file, launched } of composeFiles) {
      const { truncated, endless } = launched.rendered;
      if (!truncated && !endless) continue;
      yield {
        at: { file, offset: truncated?.offset ?? 0 },
        message: endless
          ? 'this Go template does not terminate'
          : `the Go template fails here, and Rancher drops the rest of the file: ${truncated?.message ?? ''}`,
      };
    }
  },
});
