import { chartsRule } from '../lint-rule.ts';

export const chartIndexUnreadable = chartsRule({
  code: 'chart-index-unreadable',
  group: 'chart-index',
  severity: 'error',
  summary: 'an index.yaml cannot be loaded',
  docs: `Rancher skips it without a message, and lists nothing, or the charts of folders instead. A single wrong entry is
enough: an unknown or a duplicate key, a number in place of a text (\`appVersion: 1.10\`), a \`created\` that is not a time of the form
\`2026-01-31T00:00:00Z\` (helm pkg/repo/v1/index.go).`,
  *check({ index }) {
    const fault = index?.loaded.fault;
    if (!index || !fault) return;
    yield {
      at: { file: index.file, offset: fault.offset },
      message: `${fault.message}; Rancher skips this index without a message`,
      hint: 'fix the index, or make it again with helm repo index',
    };
  },
});
