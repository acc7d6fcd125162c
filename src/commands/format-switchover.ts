import type { ClusterSwitch } from '../actions/live/switch-cluster-over.ts';

/** The steps of a switchover. */
export function formatPlan({ title, steps }: ClusterSwitch): string {
  const lines = steps.map((line, index) => `  ${index + 1}. ${line}`);
  return `${title}\n${lines.join('\n')}\n`;
}

/** What came of a switchover; empty when it failed. */
export function formatResult({ summary, result }: ClusterSwitch): string {
  const remarks = (result?.remarks ?? []).map((remark) => `  note: ${remark}\n`);
  return summary === '' ? '' : `${remarks.join('')}${summary}\n`;
}
