import { chartsRule } from '../lint-rule.ts';

export const chartNotRendered = chartsRule({
  code: 'chart-not-rendered',
  group: 'chart-objects',
  severity: 'info',
  summary: 'rules about what a chart installs did not run',
  docs: `Templates are rendered by the \`helm\` on the PATH, major version 3 or 4, with a bound on the number of charts. Without it, the rules of the
group \`chart-objects\` cannot run, and all others do. \`--rule chart-not-rendered=off\` leaves out this note.`,
  *check({ notRendered, index }) {
    if (notRendered === undefined) return;
    yield {
      at: { file: index?.file ?? { path: '.', sizeBytes: 0 } },
      message: `the rules of the group chart-objects did not run: ${notRendered.reason}`,
      hint: notRendered.hint,
    };
  },
});
